/** A review that is served by the real program, and a browser that shows it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = process.env.DIPTYCH ?? join(ROOT, "target/debug/diptych");

/** A folder that is removed at the end of the test. @param {import("node:test").TestContext} t */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "diptych-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/**
 * An alignment of `count` pairs: every fifth has two target sentences, every seventh is doubtful,
 * every eleventh has no target; headings and notes stand between.
 */
export function alignment(path, count) {
  let [source, target] = [0, 0];
  const lines = [];
  for (let n = 1; n <= count; n++) {
    const texts = n % 11 === 0 ? [] : n % 5 === 0 ? [`In ${1900 + n} it was small.`, `It was quiet in room ${n}.`] : [`City reading room ${n} is open in ${1900 + n}.`];
    const line = {
      bead: n,
      source: [source++],
      target: texts.map(() => target++),
      score: n % 7 === 0 ? 0.42 : 0.985,
      source_text: `第${n}间城市书房在${1900 + n}年开放，里面很安静。`,
      target_text: texts.join(" "),
    };
    if (texts.length > 1) line.target_segments = texts;
    if (n % 20 === 1) Object.assign(line, { kind: "heading", level: 1 });
    if (n === 1) Object.assign(line, { source_lang: "zh-CN", target_lang: "en-US", source_file: "zh.txt", target_file: "en.txt" });
    lines.push(JSON.stringify(line));
  }
  writeFileSync(path, `${lines.join("\n")}\n`);
}

/** Starts `diptych review`. @returns {Promise<{url: string, child: import("node:child_process").ChildProcess, kill: (signal: NodeJS.Signals) => Promise<unknown>}>} */
export async function serve(t, path, options = []) {
  const child = spawn(PROGRAM, ["review", path, "--no-open", "--quiet", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  t.after(() => child.kill("SIGKILL"));
  const [url] = await once(createInterface(child.stdout), "line");
  const kill = async (signal) => {
    child.kill(signal);
    return ended;
  };
  return { url, child, kill };
}

/** A browser of the test's own. */
export async function browser(t) {
  const started = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  t.after(() => started.close());
  return started;
}

/** The page of a review; faults of its scripts fail the test. */
export async function open(where, url, options = {}) {
  const context = await where.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US", ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  // An act that is refused is no fault; the browser tells of it all the same.
  const isFault = (message) => message.type() === "error" && !message.text().includes("status of 422");
  page.on("console", (message) => isFault(message) && page.faults.push(message.text()));
  // To try a change of the page without building the program.
  const draft = process.env.DIPTYCH_PAGE;
  if (draft) {
    const isFile = (address) => /^\/\w+\.(js|css|json)$/.test(address.pathname);
    const isPage = (address) => address.pathname === "/" && !address.search;
    await page.route(isPage, (route) => route.fulfill({ path: join(draft, "index.html") }));
    await page.route(isFile, (route) => route.fulfill({ path: join(draft, new URL(route.request().url()).pathname) }));
  }
  await page.goto(url);
  // A redirected request cannot be answered by a draft.
  if (draft) await page.goto(new URL("/", url).href);
  await page.waitForSelector("html[data-ready]");
  return page;
}

/** All rows as the server has them, asked by the page. */
export const rows = (page) => page.evaluate(async () => (await (await fetch("/api/beads")).json()).beads);

/** Presses keys one after another, and waits until the page is still. */
export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
  // A dialog tells that it was closed some tasks after the key; what it then starts makes the page busy.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(() => !document.documentElement.hasAttribute("data-busy"));
}

/** The number of the current row, and its side. */
export const cursor = (page) =>
  page.evaluate(() => {
    const row = document.querySelector(".row[aria-current]");
    return {
      bead: Number(row?.querySelector(".number")?.textContent),
      side: /** @type {HTMLElement} */ (row?.querySelector(".active"))?.dataset.side,
    };
  });
