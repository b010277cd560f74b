// @ts-check
/** What the reader chose of the page's looks: kept in this browser. */

import { byId } from "./element.js";
import { speak } from "./words.js";

const THEMES = ["auto", "light", "dark"];

/** @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // A browser that keeps nothing.
  }
}

/** @param {string} key @param {string} value */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It lasts as long as the page.
  }
}

/** @param {string} theme */
function paint(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").value = theme;
}

/**
 * Shows the page as chosen, else as the browser asks.
 * @param {() => void} respeak draws again what has words
 */
export function wear(respeak) {
  const theme = kept("theme") ?? "auto";
  paint(THEMES.includes(theme) ? theme : "auto");
  byId("theme").addEventListener("change", () => {
    paint(byId("theme").value);
    keep("theme", byId("theme").value);
  });
  const asked = kept("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  const tongue = byId("language");
  tongue.value = asked === "zh" ? "zh" : "en";
  speak(tongue.value);
  tongue.addEventListener("change", () => {
    keep("language", tongue.value);
    speak(tongue.value);
    respeak();
  });
}
