// @ts-check
/** The page starts here: it is read, drawn, and listens to keys and the mouse. */

import { wear } from "./appearance.js";
import { chapters } from "./chapters.js";
import { COMMANDS } from "./commands.js";
import { Desk } from "./desk.js";
import { save } from "./dialogs.js";
import { byId, element } from "./element.js";
import { KEYS, commandOf } from "./keys.js";
import { listen } from "./mouse.js";
import { FILTERS, ORDERS } from "./rows.js";
import { search } from "./search.js";
import { loadWords, word } from "./words.js";

const desk = new Desk();

/** Draws what has words: again when the language changes. */
function labels() {
  desk.endWriting?.(false);
  for (const [id, prefix, names] of /** @type {[string, string, string[]][]} */ ([
    ["filter", "filter", Object.keys(FILTERS)],
    ["order", "order", Object.keys(ORDERS)],
  ])) {
    const chosen = byId(id).value;
    byId(id).replaceChildren(...names.map((name) => element("option", { value: name }, word(`${prefix}.${name}`))));
    if (chosen) byId(id).value = chosen;
  }
  const buttons = KEYS.flatMap(({ keys }) => keys.filter((key) => key.bar)).map((key) =>
    element(
      "button",
      { type: "button", "data-command": key.command, "aria-keyshortcuts": key.keys.join(" ") },
      word(`command.${key.command}`),
      element("kbd", { "aria-hidden": true }, key.shown),
    ),
  );
  byId("bar").replaceChildren(...buttons);
  desk.list.redrawAll();
  desk.mark();
  desk.tell();
}

function look() {
  desk.rows.look(byId("filter").value, byId("order").value);
  desk.show();
}

async function start() {
  const review = await desk.load(loadWords().then(() => wear(labels)));
  const title = `${review.source.file} – ${review.target.file}`;
  byId("title").textContent = title;
  document.title = title;
  labels();
  document.addEventListener("keydown", (event) => {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    desk.run(COMMANDS[command]);
  });
  byId("bar").addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.command) desk.run(COMMANDS[button.dataset.command]);
  });
  byId("filter").addEventListener("change", look);
  byId("order").addEventListener("change", look);
  byId("help-open").addEventListener("click", () => desk.run(COMMANDS.help));
  byId("save-open").addEventListener("click", () => desk.run(save));
  const named = chapters(desk);
  byId("language").addEventListener("change", named);
  listen(desk);
  search(desk);
  if (desk.row) desk.goTo(desk.row);
  document.documentElement.dataset.ready = "true";
  requestAnimationFrame(() => setTimeout(() => performance.mark("ready")));
}

start().catch((error) => {
  byId("status").textContent = error.message;
  byId("status").classList.add("bad");
});
