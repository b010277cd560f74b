// @ts-check
/** The rows as plain values: all of them in the order of the text, and those in view. */

/** @typedef {"source" | "target"} Side */

/**
 * One pair, as the server gives it.
 * @typedef {object} Row
 * @property {number} bead its number, from 1
 * @property {number[]} source @property {number[]} target
 * @property {number} score from 0 to 1
 * @property {string} source_text @property {string} target_text
 * @property {string[]} [source_segments] @property {string[]} [target_segments]
 * @property {string} [kind] @property {number} [level]
 * @property {string} [source_label] @property {string} [target_label]
 * @property {number} [source_paragraph] @property {number} [target_paragraph]
 * @property {string} [source_file] @property {string} [target_file]
 * @property {"open" | "accepted" | "rejected" | "dropped"} state
 * @property {"source" | "target" | "both"} [dropped] the sides that are in no edition and no memory
 * @property {boolean} [changed]
 * @property {string} [comment] what the reviewers say of it
 * @property {boolean} [flagged] whether somebody is to look at it again
 * @property {any[]} [findings]
 * @property {{side: Side, start: number, end: number, kind: string, pair: number}[]} [marks]
 */

/** Below this score a pair is doubtful, as in every other output. */
const DOUBTFUL = 0.7;

/** @param {Row} row */
export const isDoubtful = (row) => row.state === "open" && row.score < DOUBTFUL;

/**
 * The sentences of one side, none where it is empty.
 * @param {Row} row @param {Side} side
 * @returns {string[]}
 */
export function sentences(row, side) {
  if (!row[side].length) return [];
  const several = side === "source" ? row.source_segments : row.target_segments;
  return several?.length ? several : [side === "source" ? row.source_text : row.target_text];
}

/** What can be shown of the rows. @type {Record<string, (row: Row) => boolean>} */
export const FILTERS = {
  all: () => true,
  open: (row) => row.state === "open",
  doubtful: isDoubtful,
  findings: (row) => Boolean(row.findings?.length),
  empty: (row) => !row.source.length || !row.target.length,
  shape: (row) => row.source.length !== 1 || row.target.length !== 1,
  changed: (row) => Boolean(row.changed),
  commented: (row) => Boolean(row.comment || row.flagged),
};

/** In what order they can be shown. @type {Record<string, (one: Row, other: Row) => number>} */
export const ORDERS = {
  text: (one, other) => one.bead - other.bead,
  doubt: (one, other) => one.score - other.score || one.bead - other.bead,
};

export class Rows {
  constructor() {
    /** @type {Row[]} */
    this.all = [];
    /** @type {Row[]} */
    this.view = [];
    this.filter = "all";
    this.order = "text";
    /** How many were doubtful before anybody decided. */
    this.doubtfulAtFirst = 0;
  }

  /** @param {Row[]} rows @param {number} doubtful */
  take(rows, doubtful) {
    this.all = rows;
    this.doubtfulAtFirst = doubtful;
    this.look(this.filter, this.order);
  }

  /** @param {string} filter @param {string} order */
  look(filter, order) {
    [this.filter, this.order] = [filter, order];
    this.view = this.all.filter(FILTERS[filter]);
    if (order !== "text") this.view.sort(ORDERS[order]);
  }

  /**
   * Puts `fresh` in the place of `count` rows from number `from` on. They stand where the old ones
   * stood, also where the filter would not show them any more: what one works on does not vanish.
   * @param {number} from @param {number} count @param {Row[]} fresh
   * @returns {{old: Row[], fresh: Row[]}}
   */
  replace(from, count, fresh) {
    const old = this.all.splice(from - 1, count, ...fresh);
    const grown = fresh.length - count;
    if (grown) for (let at = from - 1 + fresh.length; at < this.all.length; at++) this.all[at].bead += grown;
    const gone = new Set(old);
    let place = this.view.findIndex((row) => gone.has(row));
    if (place < 0) {
      const compare = ORDERS[this.order];
      place = this.view.findIndex((row) => fresh.length > 0 && compare(row, fresh[0]) > 0);
      if (place < 0) place = this.view.length;
    }
    if (old.length > 1 || fresh.length !== 1) this.view = this.view.filter((row) => !gone.has(row));
    else if (gone.has(this.view[place])) this.view.splice(place, 1);
    this.view.splice(place, 0, ...fresh);
    return { old, fresh };
  }

  /** How far one is, from the calibrated scores. */
  progress() {
    let [doubtful, open, wrong, decided] = [0, 0, 0, 0];
    for (const row of this.all) {
      if (row.state !== "open") decided += 1;
      else if (row.score < DOUBTFUL) doubtful += 1;
      else {
        open += 1;
        wrong += 1 - row.score;
      }
    }
    const total = Math.max(this.doubtfulAtFirst, doubtful);
    const oneIn = wrong > 0 ? Math.round(open / wrong) : Infinity;
    return { seen: total - doubtful, doubtful: total, decided, open, oneIn, total: this.all.length };
  }

  /**
   * The next row of the view that `wanted` likes, from beside `row`, once around.
   * @param {Row | undefined} row @param {1 | -1} step @param {(row: Row) => boolean} wanted
   */
  seek(row, step, wanted) {
    const length = this.view.length;
    const start = row ? this.view.indexOf(row) : -1;
    for (let n = 1; n <= length; n++) {
      const found = this.view[(((start + step * n) % length) + length) % length];
      if (wanted(found)) return found;
    }
    return undefined;
  }
}
