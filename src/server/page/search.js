// @ts-check
/** Finding a text in the rows that are shown. */

import { byId } from "./element.js";
import { word } from "./words.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {Desk} desk */
export function search(desk) {
  const field = byId("find");
  const seek = (/** @type {1 | -1} */ step) => {
    const text = field.value.toLocaleLowerCase();
    if (!text) return;
    const holds = (/** @type {string} */ it) => it.toLocaleLowerCase().includes(text);
    const row = desk.rows.seek(desk.row, step, (it) => holds(it.source_text) || holds(it.target_text));
    if (row) {
      desk.goTo(row, false);
      desk.say("");
    } else desk.say(word("find.none", { text: field.value }), true);
  };
  byId("search").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    seek(1);
  });
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      seek(-1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (desk.row) desk.goTo(desk.row);
    }
  });
}
