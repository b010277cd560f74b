// @ts-check
/** Which key does what. The help and the buttons are made from this table. */

/**
 * @typedef {object} Key
 * @property {string} command
 * @property {string[]} keys as `KeyboardEvent.key` has them; capitals need Shift
 * @property {string} shown
 * @property {boolean} [bar] whether the bar at the foot has a button for it
 */

/** @type {{group: string, keys: Key[]}[]} */
export const KEYS = [
  {
    group: "keys.move",
    keys: [
      { command: "next", keys: ["j", "ArrowDown"], shown: "J" },
      { command: "previous", keys: ["k", "ArrowUp"], shown: "K" },
      { command: "nextDoubtful", keys: ["n"], shown: "N" },
      { command: "previousDoubtful", keys: ["N"], shown: "⇧N" },
      { command: "otherSide", keys: ["Tab"], shown: "Tab" },
      { command: "sentenceRight", keys: ["ArrowRight"], shown: "→" },
      { command: "sentenceLeft", keys: ["ArrowLeft"], shown: "←" },
      { command: "find", keys: ["/"], shown: "/" },
      { command: "goTo", keys: ["g"], shown: "G" },
    ],
  },
  {
    group: "keys.decide",
    keys: [
      { command: "accept", keys: ["a"], shown: "A", bar: true },
      { command: "acceptUpTo", keys: ["A"], shown: "⇧A" },
      { command: "reopen", keys: ["o"], shown: "O" },
      { command: "merge", keys: ["m"], shown: "M", bar: true },
      { command: "split", keys: ["s"], shown: "S", bar: true },
      { command: "moveUp", keys: ["u"], shown: "U", bar: true },
      { command: "moveDown", keys: ["d"], shown: "D", bar: true },
      { command: "shiftUp", keys: ["U"], shown: "⇧U" },
      { command: "shiftDown", keys: ["D"], shown: "⇧D" },
      { command: "edit", keys: ["e"], shown: "E", bar: true },
      { command: "part", keys: ["x"], shown: "X", bar: true },
      { command: "drop", keys: ["K"], shown: "⇧K", bar: true },
      { command: "comment", keys: ["c"], shown: "C", bar: true },
    ],
  },
  {
    group: "keys.whole",
    keys: [
      { command: "undo", keys: ["z"], shown: "Z", bar: true },
      { command: "redo", keys: ["Z"], shown: "⇧Z", bar: true },
      { command: "realign", keys: ["r"], shown: "R", bar: true },
      { command: "help", keys: ["?"], shown: "?" },
      { command: "leave", keys: ["Escape"], shown: "Esc" },
    ],
  },
];

const COMMANDS = new Map(
  KEYS.flatMap(({ keys }) => keys.flatMap((key) => key.keys.map((name) => [name, key.command]))),
);

/**
 * The command of a key press; none while an input method composes, or where one writes or chooses.
 * @param {KeyboardEvent} event
 * @returns {string | undefined}
 */
export function commandOf(event) {
  if (event.isComposing || event.keyCode === 229) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.closest("input, textarea, select, dialog, [contenteditable]")) return undefined;
  const isControl = target.closest("button, a, summary, label");
  if (isControl && ["Tab", "Enter", " ", "Escape"].includes(event.key)) return undefined;
  if (event.key === "Tab") return event.shiftKey ? undefined : "otherSide";
  if (event.key.length > 1) return event.shiftKey ? undefined : COMMANDS.get(event.key);
  // Caps Lock is no Shift.
  const letter = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
  return COMMANDS.get(letter);
}
