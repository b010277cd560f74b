// @ts-check
/** The dialogs of the page. */

import { forReader } from "./busy.js";
import { byId, element } from "./element.js";
import { KEYS } from "./keys.js";
import { word } from "./words.js";

/** @param {HTMLDialogElement} dialog @returns {Promise<string>} what it was closed with */
function closed(dialog) {
  const answer = new Promise((done) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => done(dialog.returnValue), { once: true });
    dialog.showModal();
  });
  return forReader(answer);
}

/** Shows every key. */
export async function help() {
  const groups = KEYS.map(({ group, keys }) => {
    const lines = keys.flatMap((key) => [
      element("dt", {}, element("kbd", {}, key.shown)),
      element("dd", {}, word(`command.${key.command}`)),
    ]);
    return element("section", {}, element("h3", {}, word(group)), element("dl", {}, ...lines));
  });
  byId("help-keys").replaceChildren(...groups);
  await closed(byId("help"));
}

/** Offers the files that can be saved. */
export async function save() {
  const files = ["jsonl", "tmx", "xlsx", "changes"].map((name) =>
    element("li", {}, element("a", { href: `/save/${name}`, download: true }, word(`save.${name}`))),
  );
  byId("save-files").replaceChildren(...files);
  await closed(byId("save"));
}

/**
 * Asks for a text.
 * @param {string} title @param {string} text what stands there
 * @param {{note?: string}} [more]
 * @returns {Promise<string | undefined>} nothing when the reader left it
 */
export async function askText(title, text, more = {}) {
  const field = byId("ask-text");
  byId("ask-title").textContent = title;
  byId("ask-label").textContent = title;
  byId("ask-note").textContent = more.note ?? "";
  byId("ask-yes").textContent = word("ask.yes");
  field.value = text;
  const send = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("ask-yes").click();
    }
  };
  field.addEventListener("keydown", send);
  const answer = closed(byId("ask"));
  field.focus();
  const how = await answer;
  field.removeEventListener("keydown", send);
  return how === "yes" ? field.value : undefined;
}

/**
 * Shows what realigning would do.
 * @param {string} title @param {HTMLElement[]} parts
 * @returns {Promise<boolean>} whether to take it
 */
export async function compare(title, parts) {
  byId("preview-title").textContent = title;
  byId("preview-rows").replaceChildren(...parts);
  byId("preview-yes").hidden = !parts.length;
  return (await closed(byId("preview"))) === "yes";
}
