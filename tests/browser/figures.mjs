/** Prints how fast the page is with many pairs: `node figures.mjs [PAIRS]`. Use a release build. */

import { readFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alignment, browser, open, serve } from "./served.mjs";

const count = Number(process.argv[2] ?? 12_000);
const ends = [];
const t = { after: (end) => ends.unshift(end) };
const path = join(mkdtempSync(join(tmpdir(), "diptych-")), "a.jsonl");
alignment(path, count);
const served = await serve(t, path);
const page = await open(await browser(t), served.url);

/** The time from a key to the next paint after its work, in milliseconds. */
const times = (key, repeat) =>
  page.evaluate(
    async ([key, repeat]) => {
      const turn = () => new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
      const found = [];
      for (let n = 0; n < repeat; n++) {
        const start = performance.now();
        const shiftKey = key.length === 1 && key !== key.toLowerCase();
        const event = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
        (document.activeElement ?? document.body).dispatchEvent(event);
        while (document.documentElement.hasAttribute("data-busy")) await turn();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        found.push(performance.now() - start);
      }
      return found.sort((a, b) => a - b);
    },
    [key, repeat],
  );

const middle = (all) => `median ${all[all.length >> 1].toFixed(1)} ms, worst ${all.at(-1).toFixed(1)} ms`;
const ready = [];
for (let n = 0; n < 5; n++) {
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.waitForFunction(() => performance.getEntriesByName("ready").length);
  ready.push(await page.evaluate(() => performance.getEntriesByName("ready")[0].startTime));
}
console.log(`page ready with ${count} pairs: ${middle(ready.sort((a, b) => a - b))}`);
await page.evaluate(() => document.querySelector("#rows .row")?.focus());
for (const [key, what] of [["j", "next pair"], ["n", "next doubtful pair"], ["a", "accept"], ["m", "merge"], ["z", "undo"]]) {
  console.log(`${what} (${key}): ${middle(await times(key, 30))}`);
}
const act = await page.evaluate(async () => {
  const found = [];
  for (let n = 0; n < 50; n++) {
    const start = performance.now();
    const body = JSON.stringify({ act: "comment", bead: 6001, text: String(n) });
    await (await fetch("/api/acts", { method: "POST", headers: { "Content-Type": "application/json" }, body })).text();
    found.push(performance.now() - start);
  }
  return found.sort((a, b) => a - b);
});
console.log(`an act over the wire: ${middle(act)}`);
const memory = readFileSync(`/proc/${served.child.pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)?.[1];
console.log(`memory of the server at most: ${Math.round(Number(memory) / 1024)} MB`);
const heap = await page.evaluate(() => globalThis.performance.memory?.usedJSHeapSize);
console.log(`memory of the page's scripts: ${Math.round(heap / 1048576)} MB`);
for (const end of ends) await end();
process.exit(0);
