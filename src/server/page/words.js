// @ts-check
/** The words of the page in both languages, from the one table `words.json`. */

/** @type {Record<string, {en: string, zh: string}>} */
let table = {};
/** @type {"en" | "zh"} */
let chosen = "en";

/** Reads the table. */
export async function loadWords() {
  table = await (await fetch("/words.json")).json();
}

/** The language of the page. */
export const language = () => chosen;

/** @param {"en" | "zh"} wanted */
export function speak(wanted) {
  chosen = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = word(/** @type {HTMLElement} */ (node).dataset.word ?? "");
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    const text = word(/** @type {HTMLElement} */ (node).dataset.label ?? "");
    node.setAttribute("aria-label", text);
    node.setAttribute("title", text);
  }
  for (const node of document.querySelectorAll("[data-placeholder]")) {
    node.setAttribute("placeholder", word(/** @type {HTMLElement} */ (node).dataset.placeholder ?? ""));
  }
}

/**
 * The text of a key; `{name}` is replaced by what `values` has.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function word(key, values = {}) {
  const text = table[key]?.[chosen] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
