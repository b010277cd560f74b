import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { alignment, browser, cursor, folder, open, press, rows, serve } from "./served.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Every sentence, in order: what no act may lose, repeat or exchange. */
const sentences = (all) =>
  ["source_text", "target_text"].map((side) => all.map((row) => row[side]).join("").replaceAll(" ", ""));

async function desk(t, count, options = {}) {
  const path = join(folder(t), "a.jsonl");
  alignment(path, count);
  const served = await serve(t, path, options.arguments);
  const page = await open(await browser(t), served.url, options);
  return { path, served, page };
}

test("every key does its work", async (t) => {
  const { page } = await desk(t, 40);
  const state = async (bead) => (await rows(page))[bead - 1];

  await press(page, "j");
  assert.deepEqual(await cursor(page), { bead: 2, side: "target" });
  await press(page, "k");
  assert.equal((await cursor(page)).bead, 1);
  await press(page, "ArrowDown", "ArrowUp", "j", "Tab");
  assert.deepEqual(await cursor(page), { bead: 2, side: "source" });
  await press(page, "Tab", "n");
  assert.equal((await cursor(page)).bead, 7, "the next doubtful pair");
  await press(page, "n", "Shift+N");
  assert.equal((await cursor(page)).bead, 7);

  await press(page, "a");
  assert.equal((await state(7)).state, "accepted");
  assert.equal((await cursor(page)).bead, 8, "the next one comes up");
  await press(page, "k", "o");
  assert.equal((await state(7)).state, "open");
  await press(page, "k", "k", "Shift+A");
  assert.deepEqual((await rows(page)).slice(0, 6).map((row) => row.state), [...Array(5).fill("accepted"), "open"]);
  await press(page, "z");
  assert.equal((await state(1)).state, "open");

  const first = await rows(page);
  await press(page, "g");
  await page.keyboard.type("8");
  await press(page, "Enter");
  assert.equal((await cursor(page)).bead, 8);
  await press(page, "m");
  assert.equal((await state(8)).source.length, 2);
  await press(page, "z");
  assert.deepEqual(await rows(page), first);
  await press(page, "Shift+Z");
  assert.equal((await state(8)).source.length, 2);
  await press(page, "s");
  assert.equal((await state(8)).source.length, 1, "split where it was merged");
  assert.equal((await rows(page)).length, 40);

  await press(page, "u");
  assert.equal((await rows(page)).find((row) => row.bead === 7).target.length, 2);
  await press(page, "z", "d");
  assert.equal((await rows(page)).find((row) => row.target.length === 2 && row.bead > 7).bead, 9);
  await press(page, "z", "g");
  await page.keyboard.type("15");
  await press(page, "Enter");
  const [fourteen, fifteen] = [await state(14), await state(15)];
  await press(page, "Shift+D");
  assert.equal((await state(15)).target.length, 0);
  assert.deepEqual((await state(16)).target, fifteen.target);
  await press(page, "z", "Shift+U");
  assert.deepEqual((await state(14)).target, [...fourteen.target, ...fifteen.target]);
  await press(page, "z", "g");
  await page.keyboard.type("8");
  await press(page, "Enter");

  await press(page, "e");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Rewritten.");
  await press(page, "Enter");
  assert.equal((await state(8)).target_text, "Rewritten.");
  await press(page, "x");
  const parted = await rows(page);
  assert.equal(parted.length, 41);
  assert.equal(parted.filter((row) => row.state === "rejected").length, 2);
  await press(page, "z", "Shift+K");
  assert.ok((await rows(page)).some((row) => row.state === "dropped"));
  await press(page, "z", "c");
  await page.keyboard.type("Look here.");
  await press(page, "Enter");
  assert.equal((await state(8)).comment, "Look here.");

  await press(page, "/");
  await page.keyboard.type("room 30");
  await press(page, "Enter");
  assert.equal((await cursor(page)).bead, 30);
  await press(page, "Escape", "?");
  assert.ok(await page.locator("#help").isVisible());
  await press(page, "Escape");
  await press(page, "r");
  assert.ok(await page.locator("#preview").isVisible());
  await press(page, "Escape");
  await press(page, "Escape");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "filter");
  assert.deepEqual(page.faults, []);
});

test("a single sentence splits where the cursor stands", async (t) => {
  const { page } = await desk(t, 5);
  const before = await rows(page);
  await press(page, "j", "Tab", "s");
  await page.keyboard.press("End");
  for (let n = 0; n < 6; n++) await page.keyboard.press("ArrowLeft");
  await press(page, "Enter");
  await press(page, "Escape");
  const after = await rows(page);
  assert.equal(after.length, 6);
  assert.ok(after[1].source_text.length > 6 && after[2].source_text.length === 6);
  assert.deepEqual(sentences(after), sentences(before));
});

test("what was typed stays in the field when it could not be kept", async (t) => {
  const { served, page } = await desk(t, 12);
  const other = await open(page.context().browser(), served.url);
  const typed = (where) => where.inputValue(".writing textarea");
  const write = async (text) => {
    await press(page, "e");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  };
  // Another window was first.
  await write("Mine.");
  await press(other, "j", "a");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#status.bad"));
  assert.equal(await typed(page), "Mine.");
  await page.keyboard.press("Enter");
  await press(page);
  assert.equal((await rows(page))[0].target_text, "Mine.");
  // Longer than the server takes.
  await press(page, "e");
  await page.fill(".writing textarea", "x".repeat(2 << 20));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#status.bad"));
  assert.equal((await typed(page)).length, 2 << 20);
  await page.keyboard.press("Escape");
  await press(page, "c");
  await page.keyboard.type("Look here.");
  await served.kill("SIGKILL");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#ask-note")?.textContent);
  assert.equal(await page.inputValue("#ask-text"), "Look here.");
  await page.keyboard.press("Escape");
  await write("Yours.");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#status.bad"));
  assert.equal(await typed(page), "Yours.");
});

test("no key works while an input method composes or somebody writes", async (t) => {
  const { page } = await desk(t, 12);
  const before = await rows(page);
  const composing = (key) =>
    page.evaluate((key) => {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode: 229, bubbles: true, cancelable: true }));
      target.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true }));
    }, key);
  for (const key of "amxuzd") await composing(key);
  const client = await page.context().newCDPSession(page);
  await press(page, "/");
  await client.send("Input.imeSetComposition", { text: "ma", selectionStart: 2, selectionEnd: 2 });
  await composing("Enter");
  assert.equal((await cursor(page)).bead, 1, "Enter chooses a word, it does not search");
  await client.send("Input.insertText", { text: "吗" });
  await page.keyboard.type("amxuzd");
  assert.equal(await page.inputValue("#find"), "吗amxuzd");
  await press(page, "Escape", "e");
  await client.send("Input.imeSetComposition", { text: "xin", selectionStart: 3, selectionEnd: 3 });
  await composing("Enter");
  assert.ok(await page.locator(".writing textarea").isVisible(), "Enter chooses a word, it does not save");
  await client.send("Input.insertText", { text: "新" });
  await page.keyboard.press("Escape");
  await press(page);
  assert.deepEqual(await rows(page), before);
});

test("the mouse does the same", async (t) => {
  const { page } = await desk(t, 25);
  await page.click('.row:nth-child(3) .cell[data-side="source"]');
  assert.deepEqual(await cursor(page), { bead: 3, side: "source" });
  await page.click('[data-command="accept"]');
  await press(page);
  assert.equal((await rows(page))[2].state, "accepted");
  await page.click('.row:nth-child(5) [data-side="target"] [data-at="1"]');
  await page.locator('.row:nth-child(5) [data-side="target"] [data-at="1"]').dragTo(page.locator(".row:nth-child(6)"));
  await press(page);
  const moved = await rows(page);
  assert.equal(moved[4].target.length, 1);
  assert.equal(moved[5].target.length, 2);
  await page.hover('.row:nth-child(8) [data-side="source"] mark');
  assert.ok(await page.locator('.row:nth-child(8) [data-side="target"] mark.lit').count());
  const numbers = () => page.$$eval(".row .number", (all) => all.map((it) => Number(it.textContent)));
  await page.selectOption("#filter", "commented");
  assert.deepEqual(await numbers(), []);
  await page.selectOption("#filter", "changed");
  assert.deepEqual(await numbers(), [5, 6]);
  await page.selectOption("#filter", "empty");
  assert.deepEqual(await numbers(), [11, 22]);
  await page.selectOption("#filter", "all");
  await page.selectOption("#chapter", { index: 2 });
  assert.equal((await cursor(page)).bead, 21);
  await page.click("#save-open");
  for (const name of ["jsonl", "tmx", "xlsx", "changes"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`a[href="/save/${name}"]`)]);
    assert.equal(await download.failure(), null, name);
  }
  assert.deepEqual(page.faults, []);
});

test("after any two hundred acts each sentence stands once, and a kill loses none of them", async (t) => {
  const { path, served, page } = await desk(t, 60);
  const before = await rows(page);
  // Random, and the same each time.
  let seed = 20;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const keys = ["a", "m", "s", "u", "d", "Shift+U", "Shift+D", "x", "Shift+K", "o", "z", "z", "Shift+Z", "Tab"];
  for (let n = 0; n < 200; n++) {
    const steps = random(6);
    for (let step = 0; step < steps; step++) await page.keyboard.press(random(3) ? "j" : "k");
    await page.keyboard.press(keys[random(keys.length)]);
    if (await page.locator(".writing").count()) await page.keyboard.press("Escape");
    await press(page);
    const now = await rows(page);
    for (const side of ["source", "target"]) {
      const ids = now.flatMap((row) => row[side]).sort((a, b) => a - b);
      assert.deepEqual(ids, before.flatMap((row) => row[side]), `each sentence once after act ${n}`);
    }
  }
  const shown = await page.evaluate(() => document.querySelectorAll(".row").length);
  const decided = await rows(page);
  assert.ok(shown > 0 && shown <= decided.length);
  // What the page shows is what the server has.
  const drawn = await page.$$eval(".row", (all) => all.map((row) => [row.querySelector(".number").textContent, row.dataset.state]));
  for (const [number, state] of drawn) assert.equal(decided[Number(number) - 1].state, state, `row ${number}`);
  assert.deepEqual(page.faults, []);

  await served.kill("SIGKILL");
  await press(page, "a");
  assert.ok((await page.textContent("#status")).length > 0, "the page says that the server is gone");
  const again = await serve(t, path);
  const resumed = await open(page.context().browser(), again.url);
  assert.deepEqual(await rows(resumed), decided);
  assert.ok(readFileSync(path.replace(/jsonl$/, "journal.jsonl"), "utf8").length > 0);
});

test("the page has no fault of accessibility, in both languages and themes", async (t) => {
  const { served, page } = await desk(t, 12);
  await press(page, "a", "j", "Shift+K", "c");
  await page.keyboard.type("Look here.");
  await press(page, "Enter");
  for (const locale of ["zh-CN", "en-US"]) {
    for (const colorScheme of ["light", "dark"]) {
      const shown = await open(page.context().browser(), served.url, { locale, colorScheme });
      assert.equal(await shown.getAttribute("html", "lang"), locale === "zh-CN" ? "zh-CN" : "en");
      await shown.evaluate(readFileSync(AXE, "utf8"));
      const check = async (what) => {
        const { violations } = await shown.evaluate(() => globalThis.axe.run());
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
        assert.deepEqual(told, [], `${what}, ${locale}, ${colorScheme}`);
      };
      await check("rows");
      for (const key of ["?", "g", "r"]) {
        await shown.keyboard.press(key);
        await shown.waitForSelector("dialog[open]");
        await check(`dialog of ${key}`);
        await press(shown, "Escape");
      }
      await press(shown, "e");
      await check("writing");
      await shown.context().close();
    }
  }
});
