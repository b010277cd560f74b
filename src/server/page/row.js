// @ts-check
/** One row as elements. */

import { element } from "./element.js";
import { isDoubtful, sentences } from "./rows.js";
import { word } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Side} Side */

/** @type {{source: string, target: string}} */
export const LANGUAGES = { source: "zh-CN", target: "en-US" };

/** The sign of a state, beside its colour. */
const SIGNS = { open: "", accepted: "✓", rejected: "✕", dropped: "–" };

/** What stands between the sentences of a side. @param {Side} side */
const joint = (side) => (LANGUAGES[side].startsWith("zh") ? "" : " ");

/** @param {Row} row */
export function rowElement(row) {
  const kind = row.kind ?? "paragraph";
  const node = element(
    "div.row",
    {
      role: "listitem",
      tabindex: "-1",
      "data-state": row.state,
      "data-kind": kind,
      "data-level": row.level,
      "data-doubtful": isDoubtful(row),
    },
    element(
      "div.about",
      {},
      element("span.number", {}, String(row.bead)),
      element("span.state", { title: word(`state.${row.state}`) }, SIGNS[row.state]),
      element("span.hidden", {}, word(`state.${row.state}`)),
      ["rejected", "dropped"].includes(row.state) && element("span.kind", { "aria-hidden": true }, word(`state.${row.state}`)),
      kind !== "paragraph" && element("span.kind", {}, word(`kind.${kind}`)),
      Boolean(row.changed) && element("span.kind", {}, word("row.changed")),
      Boolean(row.flagged) && element("span.kind", {}, word("row.flagged")),
    ),
    cell(row, "source"),
    cell(row, "target"),
    score(row),
    beneath(row),
  );
  return node;
}

/** @param {Row} row @param {Side} side */
function cell(row, side) {
  const texts = sentences(row, side);
  const isDropped = row.dropped === "both" || row.dropped === side;
  const node = element("div.cell", { lang: LANGUAGES[side], "data-side": side, "data-dropped": isDropped });
  if (!texts.length) {
    node.classList.add("none");
    node.append(element("span", { lang: document.documentElement.lang }, word("row.none")));
    return node;
  }
  const label = side === "source" ? row.source_label : row.target_label;
  if (label && row.kind === "note") node.append(element("span.label", {}, label), " ");
  let from = 0;
  texts.forEach((text, at) => {
    if (at > 0) node.append(joint(side));
    const sentence = element("span.sentence", { "data-at": at });
    const length = marked(sentence, text, from, (row.marks ?? []).filter((it) => it.side === side));
    node.append(sentence);
    from += length + joint(side).length;
  });
  return node;
}

/**
 * Puts a text into `node` with what is marked in it, and gives its length in characters.
 * @param {HTMLElement} node @param {string} text
 * @param {number} from the place of the text in its side, in characters
 * @param {NonNullable<Row["marks"]>} marks
 */
function marked(node, text, from, marks) {
  const characters = [...text];
  let done = 0;
  for (const mark of marks) {
    const [start, end] = [mark.start - from, mark.end - from];
    if (start < done || end > characters.length || start >= end) continue;
    node.append(characters.slice(done, start).join(""));
    const properties = { "data-kind": mark.kind, "data-pair": mark.pair || null };
    node.append(element("mark", properties, characters.slice(start, end).join("")));
    done = end;
  }
  node.append(characters.slice(done).join(""));
  return characters.length;
}

/** @param {Row} row */
function score(row) {
  // What a person decided is no matter of probability any more.
  if (row.state !== "open") return element("div.score");
  // A hundred would be certainty.
  const percent = Math.min(99, Math.floor(row.score * 100));
  const fill = element("span.fill");
  fill.style.inlineSize = `${percent}%`;
  const doubt = isDoubtful(row);
  const said = word(doubt ? "score.doubtful" : "score", { percent });
  return element(
    "div.score",
    { role: "img", "aria-label": said, title: said },
    element("span.figure", {}, doubt ? "? " : "", String(percent)),
    element("span.bar", {}, fill),
  );
}

/** What is said about the pair, under its texts. @param {Row} row */
function beneath(row) {
  const findings = (row.findings ?? []).map((it) => finding(it));
  const comment = row.comment && element("li.remark", {}, element("b", {}, word("row.comment")), " ", row.comment);
  if (!findings.length && !comment) return null;
  return element("ul.beneath", {}, ...findings, comment ?? null);
}

/** @param {any} it */
function finding(it) {
  const term = it.term && element("span.term", {}, it.term);
  const found = it.found && it.found !== it.term && element("q", {}, it.found);
  const wanted = it.expected?.length > 0 && element("span.wanted", {}, it.expected.join(" / "));
  return element(
    "li.finding",
    { "data-class": it.class, "data-severity": it.severity, "data-waived": Boolean(it.waived), title: it.reason },
    element("b", {}, word(`class.${it.class}`)),
    term && " ",
    term,
    found && " ",
    found,
    wanted && " → ",
    wanted,
    " ",
    element(
      "button.plain",
      { type: "button", "data-finding": it.fingerprint, "data-worth": it.waived ? "open" : "waived" },
      word(it.waived ? "finding.reopen" : "finding.waive"),
    ),
  );
}
