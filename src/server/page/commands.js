// @ts-check
/** What each command does. Those that decide send one act to the server. */

import { preview } from "./acts.js";
import { askText, compare, help } from "./dialogs.js";
import { byId, element } from "./element.js";
import { rowElement } from "./row.js";
import { isDoubtful, sentences } from "./rows.js";
import { word } from "./words.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Side} Side */

/** So many places of a preview are shown; the rest is counted. */
const MOST_SHOWN = 40;

/** @param {Side} side @returns {Side} */
const other = (side) => (side === "source" ? "target" : "source");

/**
 * An act on the current row.
 * @param {(row: Row, desk: Desk) => Record<string, unknown> | undefined} make
 * @param {boolean} [goesOn] whether the next row is current after it
 */
const act = (make, goesOn = false) => async (/** @type {Desk} */ desk) => {
  const row = desk.row;
  const wanted = row && make(row, desk);
  if (wanted) await desk.act(wanted, goesOn);
};

/** Moves the cursor. @param {1 | -1} step @param {(row: Row) => boolean} [wanted] */
const go = (step, wanted) => (/** @type {Desk} */ desk) => {
  const view = desk.rows.view;
  const at = desk.row ? view.indexOf(desk.row) : -1;
  const found = wanted ? desk.rows.seek(desk.row, step, wanted) : view[at + step];
  if (found) desk.goTo(found);
};

/**
 * Where the other side is cut, when this one is cut after a share of its text: the sentence that
 * begins nearest to it, from the second on.
 * @param {number} share @param {string[]} texts
 */
function cutBeside(share, texts) {
  const length = (/** @type {string[]} */ some) => some.reduce((sum, text) => sum + text.length, 0);
  const far = (/** @type {number} */ n) => Math.abs(length(texts.slice(0, n)) / length(texts) - share);
  let best = 1;
  for (let n = 2; n < texts.length; n++) if (far(n) < far(best)) best = n;
  return best;
}

/** @param {string} text @param {number} units UTF-16 units @returns {number} characters */
const characters = (text, units) => [...text.slice(0, units)].length;

/**
 * Splits between the sentences of the current side, after the one that is picked; a single one
 * where the reviewer puts the cursor. The other side is split alike.
 * @param {Desk} desk
 */
async function split(desk) {
  const row = desk.row;
  if (!row) return;
  const side = desk.side;
  const [own, beside] = [sentences(row, side), sentences(row, other(side))];
  if (!own.length) return;
  /** @type {Record<string, {sentence: number, offset: number}>} */
  const places = {};
  let share = 0.5;
  if (own.length > 1) {
    places[side] = { sentence: desk.cut, offset: 0 };
    share = own.slice(0, desk.cut).join("").length / own.join("").length;
  } else {
    const at = await desk.write(row, side, own[0], share);
    if (at === undefined) return;
    places[side] = { sentence: 0, offset: characters(own[0], at.caret) };
    share = at.caret / own[0].length;
  }
  if (beside.length > 1) places[other(side)] = { sentence: cutBeside(share, beside), offset: 0 };
  else if (beside.length && own.length === 1) {
    const at = await desk.write(row, other(side), beside[0], share);
    if (at) places[other(side)] = { sentence: 0, offset: characters(beside[0], at.caret) };
  }
  await desk.act({ act: "split", bead: row.bead, ...places });
}

/**
 * Asks for a text until it is kept or the reviewer gives it up: what was typed is not lost when the
 * server refuses it or is gone.
 * @param {Desk} desk @param {string} old
 * @param {(text: string, note: string) => Promise<string | undefined>} ask
 * @param {(text: string) => Record<string, unknown>} make
 */
async function actOfText(desk, old, ask, make) {
  let [text, note] = [old, ""];
  for (;;) {
    const written = await ask(text, note);
    if (written === undefined || written === old) return;
    try {
      await desk.act(make(written));
      return;
    } catch (error) {
      note = await desk.kept(error);
      text = written;
    }
  }
}

/** @param {Desk} desk */
async function edit(desk) {
  const { row, side } = desk;
  if (!row || !row[side].length) return;
  const old = side === "source" ? row.source_text : row.target_text;
  const ask = async (/** @type {string} */ text) => {
    const all = desk.rows.all;
    // Another window may have changed the rows.
    desk.goTo(all[Math.min(row.bead, all.length) - 1]);
    return (await desk.write(desk.row ?? row, side, text))?.text;
  };
  await actOfText(desk, old, ask, (text) => ({ act: "edit", bead: desk.row?.bead, side, text }));
}

/** @param {Desk} desk */
async function comment(desk) {
  const row = desk.row;
  if (!row) return;
  const ask = (/** @type {string} */ text, /** @type {string} */ note) =>
    askText(word("ask.comment", { bead: row.bead }), text, { note });
  await actOfText(desk, row.comment ?? "", ask, (text) => ({ act: "comment", bead: row.bead, text }));
}

/** @param {Desk} desk */
async function goTo(desk) {
  const total = desk.rows.all.length;
  const text = await askText(word("ask.goTo", { total }), "");
  const row = desk.rows.all[Number(text) - 1];
  if (row) desk.goTo(row);
}

/** @param {Desk} desk */
async function realign(desk) {
  const { changes } = await preview();
  const parts = changes.slice(0, MOST_SHOWN).flatMap(({ from, before, beads }) => [
    element("h3", {}, word("preview.now")),
    element("div", { role: "list" }, ...desk.rows.all.slice(from - 1, from - 1 + before).map(rowElement)),
    element("h3", {}, word("preview.then")),
    element("div", { role: "list" }, ...beads.map(rowElement)),
  ]);
  const more = changes.length - MOST_SHOWN;
  if (more > 0) parts.push(element("h3", {}, word("preview.more", { count: more })));
  const count = changes.reduce((sum, it) => sum + it.before, 0);
  const title = count ? word("preview.title", { count }) : word("preview.none");
  if (await compare(title, parts)) await desk.act({ act: "realign" });
}

const accept = act((row) => ({ act: "accept", bead: row.bead }), true);

/** @type {Record<string, (desk: Desk) => unknown>} */
export const COMMANDS = {
  next: go(1),
  previous: go(-1),
  nextDoubtful: go(1, isDoubtful),
  previousDoubtful: go(-1, isDoubtful),
  otherSide: (desk) => desk.turn(other(desk.side)),
  sentenceRight: (desk) => desk.pick(1),
  sentenceLeft: (desk) => desk.pick(-1),
  find: () => byId("find").select() ?? byId("find").focus(),
  goTo,
  accept: (desk) => (desk.row?.state === "accepted" ? go(1)(desk) : accept(desk)),
  acceptUpTo: act((row) => ({ act: "accept", bead: 1, to: row.bead }), true),
  reopen: act((row) => ({ act: "reopen", bead: row.bead })),
  merge: act((row) => ({ act: "merge", bead: row.bead })),
  split,
  moveUp: act((row, { side }) => ({ act: "move", bead: row.bead, side, to: "up" })),
  moveDown: act((row, { side }) => ({ act: "move", bead: row.bead, side, to: "down" })),
  shiftUp: act((row, { side }) => ({ act: "shift", bead: row.bead, side, to: "up" })),
  shiftDown: act((row, { side }) => ({ act: "shift", bead: row.bead, side, to: "down" })),
  edit,
  part: act((row) => ({ act: "reject", bead: row.bead })),
  drop: act((row, { side }) => ({ act: "drop", bead: row.bead, side })),
  comment,
  undo: (desk) => desk.act({ act: "undo" }),
  redo: (desk) => desk.act({ act: "redo" }),
  realign,
  help,
  leave: (desk) => desk.leave(),
};
