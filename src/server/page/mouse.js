// @ts-check
/** What the mouse does: it chooses, shows counterparts, and drags sentences to a neighbour. */

import { byId } from "./element.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Side} Side */

/** @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | null} */
const closest = (target, selector) => (target instanceof Element ? target.closest(selector) : null);

/** @param {Desk} desk */
export function listen(desk) {
  const root = byId("rows");
  root.addEventListener("click", (/** @type {MouseEvent} */ event) => choose(desk, event));
  root.addEventListener("mouseover", (/** @type {MouseEvent} */ event) => light(event.target, true));
  root.addEventListener("mouseout", (/** @type {MouseEvent} */ event) => light(event.target, false));
  drag(desk, root);
}

/** @param {Desk} desk @param {MouseEvent} event */
function choose(desk, event) {
  const ruled = closest(event.target, "[data-finding]");
  const about = ruled?.closest(".row");
  const judged = about && desk.list.rowOf.get(/** @type {HTMLElement} */ (about));
  if (ruled && judged) {
    const { finding: fingerprint, worth } = ruled.dataset;
    desk.run(() => desk.act({ act: "finding", bead: judged.bead, fingerprint, worth }));
    return;
  }
  if (closest(event.target, ".writing, button, a")) return;
  const node = closest(event.target, ".row");
  const row = node && desk.list.rowOf.get(node);
  if (!row) return;
  const side = closest(event.target, ".cell")?.dataset.side;
  if (side) desk.side = /** @type {Side} */ (side);
  desk.goTo(row);
  const at = closest(event.target, ".sentence")?.dataset.at;
  if (at) {
    desk.picked = Number(at);
    desk.mark();
  }
}

/** Lights up what is marked and its counterpart. @param {EventTarget | null} target @param {boolean} isLit */
function light(target, isLit) {
  const mark = closest(target, "mark[data-pair]");
  const row = mark?.closest(".row");
  if (!mark || !row) return;
  for (const twin of row.querySelectorAll(`mark[data-pair="${mark.dataset.pair}"]`)) {
    twin.classList.toggle("lit", isLit);
  }
}

/** @param {Desk} desk @param {HTMLElement} root */
function drag(desk, root) {
  /** @type {{row: Row, side: Side, at: number, count: number} | undefined} */
  let held;
  // Only what is grabbed is draggable: elsewhere the mouse marks text as on every page.
  root.addEventListener("pointerdown", (event) => {
    const sentence = closest(event.target, "[aria-current] .sentence");
    if (sentence && event.pointerType === "mouse") sentence.setAttribute("draggable", "true");
  });
  root.addEventListener("pointerup", (event) => closest(event.target, ".sentence")?.removeAttribute("draggable"));
  root.addEventListener("dragstart", (event) => {
    const sentence = closest(event.target, ".sentence");
    const node = closest(event.target, ".row");
    const row = node && desk.list.rowOf.get(node);
    const cell = closest(event.target, ".cell");
    if (!sentence || !row || !cell) return;
    const count = cell.querySelectorAll(".sentence").length;
    held = { row, side: /** @type {Side} */ (cell.dataset.side), at: Number(sentence.dataset.at), count };
  });
  const goal = (/** @type {DragEvent} */ event) => {
    const node = closest(event.target, ".row");
    const row = node && desk.list.rowOf.get(node);
    if (!held || !row || Math.abs(row.bead - held.row.bead) !== 1) return undefined;
    return { node, to: row.bead < held.row.bead ? "up" : "down" };
  };
  root.addEventListener("dragover", (event) => {
    for (const node of root.querySelectorAll(".over")) node.classList.remove("over");
    const found = goal(event);
    if (!found) return;
    event.preventDefault();
    found.node.classList.add("over");
  });
  root.addEventListener("drop", (event) => {
    const found = goal(event);
    if (!found || !held) return;
    event.preventDefault();
    const { row, side, at, count } = held;
    // The order of sentences stays: those between go with it.
    const sentences = found.to === "up" ? at + 1 : count - at;
    desk.run(() => desk.moveSentences(row, side, found.to, sentences));
  });
  root.addEventListener("dragend", () => {
    held = undefined;
    for (const node of root.querySelectorAll(".over, [draggable]")) {
      node.classList.remove("over");
      node.removeAttribute("draggable");
    }
  });
}
