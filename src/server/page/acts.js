// @ts-check
/** What the page asks of the server. */

import { word } from "./words.js";

/**
 * What an act changed: `beads` stand in the place of `before` rows from number `from` on.
 * @typedef {{generation: number, from: number, before: number, beads: import("./rows.js").Row[]}} Changed
 */

/** Why an act was not done, in words for the reader. */
export class Refused extends Error {
  /** @param {string} message @param {boolean} [isBehind] whether another window was first */
  constructor(message, isBehind = false) {
    super(message);
    this.isBehind = isBehind;
  }
}

/** The acts that this page knows of. */
let generation = 0;

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(word("error.server"));
  }
  const value = await answer.json().catch(() => ({}));
  if (answer.status === 409) throw new Refused(word("error.behind"), true);
  if (value.code) throw new Refused(word(`refused.${value.code}`));
  if (!answer.ok) throw new Refused(value.error ?? `${answer.status} ${answer.statusText}`);
  return value;
}

/** What the review is about. */
export async function review() {
  return ask("/api/review");
}

/** All rows as they are now. @returns {Promise<import("./rows.js").Row[]>} */
export async function beads() {
  const { beads, generation: known } = await ask("/api/beads");
  generation = known;
  return beads;
}

/**
 * Does one act.
 * @param {Record<string, unknown>} act
 * @returns {Promise<Changed>}
 */
export async function send(act) {
  const changed = await ask(`/api/acts?after=${generation}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(act),
  });
  generation = changed.generation;
  return changed;
}

/** What realigning would change. @returns {Promise<{changes: Changed[], rows: number}>} */
export async function preview() {
  return ask("/api/realign");
}
