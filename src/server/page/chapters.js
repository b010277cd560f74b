// @ts-check
/** The headings of the text, to go to one of them. */

import { byId, element } from "./element.js";
import { sentences } from "./rows.js";
import { word } from "./words.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./rows.js").Row} Row */

/** The longest name that is shown, in UTF-16 units. */
const LONGEST = 40;

/** @param {Row} row */
const isHeading = (row) => row.kind === "title" || row.kind === "heading";

/** @param {Row} row */
function name(row) {
  const text = (sentences(row, "source")[0] ?? row.target_text).trim();
  const indent = "\u2003".repeat(row.kind === "heading" ? Math.max(0, (row.level ?? 1) - 1) : 0);
  return indent + (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** @param {Desk} desk */
export function chapters(desk) {
  const field = byId("chapter");
  /** @type {Row[]} */
  let headings = [];
  // They change with the rows: what is offered is what stands there when one looks.
  const fill = () => {
    headings = desk.rows.all.filter(isHeading);
    const options = headings.map((row, at) => element("option", { value: at }, name(row)));
    field.replaceChildren(element("option", { value: "" }, word("chapter")), ...options);
    field.parentElement.hidden = headings.length < 2;
  };
  fill();
  field.addEventListener("focus", fill);
  field.addEventListener("change", () => {
    const row = headings[Number(field.value)];
    field.value = "";
    if (row) desk.goTo(row);
  });
  return fill;
}
