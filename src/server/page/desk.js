// @ts-check
/** The desk: the rows, and where the reviewer is. */

import * as server from "./acts.js";
import { atWork, forReader } from "./busy.js";
import { byId, element } from "./element.js";
import { List } from "./list.js";
import { LANGUAGES } from "./row.js";
import { Rows, sentences } from "./rows.js";
import { word } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Side} Side */

export class Desk {
  constructor() {
    this.rows = new Rows();
    this.list = new List(byId("rows"));
    /** The current row. @type {Row | undefined} */
    this.row = undefined;
    /** The current side. @type {Side} */
    this.side = "target";
    /** The current sentence of that side, from 0. */
    this.picked = 0;
    /** Commands are done one after another, however fast the keys come. */
    this.last = Promise.resolve();
    /** Ends the writing in a row, if somebody writes. @type {((isDone: boolean) => void) | undefined} */
    this.endWriting = undefined;
  }

  /** Reads everything from the server. @param {Promise<unknown>} [ready] what drawing has to wait for */
  async load(ready) {
    const [review, beads] = await Promise.all([server.review(), server.beads(), ready]);
    LANGUAGES.source = review.source.lang;
    LANGUAGES.target = review.target.lang;
    this.rows.take(beads, review.doubtful);
    this.show(this.rows.view[Math.min((this.row?.bead ?? 1), beads.length) - 1]);
    return review;
  }

  /** Shows the view anew. @param {Row} [row] the row to be current */
  show(row = this.row) {
    this.endWriting?.(false);
    const view = this.rows.view;
    const wanted = row && view.includes(row) ? row : view[0];
    this.list.show(view, wanted);
    byId("nothing").hidden = view.length > 0;
    this.row = undefined;
    if (wanted) this.goTo(wanted, false);
    this.tell();
  }

  /**
   * Runs a command after those before it.
   * @param {(desk: Desk) => unknown} command
   */
  run(command) {
    const before = this.last;
    const work = async () => {
      await before;
      this.say("");
      try {
        await command(this);
      } catch (error) {
        await this.failed(error);
      }
    };
    this.last = atWork(work);
    return this.last;
  }

  /** @param {unknown} error */
  async failed(error) {
    if (!(error instanceof server.Refused)) throw error;
    if (error.isBehind) await this.load();
    this.say(error.message, true);
  }

  /**
   * Says why an act was not done whose text the reviewer typed: the text is asked for again.
   * @param {unknown} error @returns {Promise<string>} what was said
   */
  async kept(error) {
    await this.failed(error);
    const said = `${error instanceof Error ? error.message : ""} ${word("error.kept")}`;
    this.say(said, true);
    return said;
  }

  /** Says something in the foot. @param {string} text @param {boolean} [isBad] */
  say(text, isBad = false) {
    const status = byId("status");
    status.textContent = text;
    status.classList.toggle("bad", isBad);
  }

  /**
   * Does an act and shows what it changed.
   * @param {Record<string, unknown>} act @param {boolean} [goesOn]
   */
  async act(act, goesOn = false) {
    const at = this.row ? this.rows.view.indexOf(this.row) : 0;
    const changed = await server.send(act);
    const shown = this.take(changed);
    const view = this.rows.view;
    const next = goesOn ? view[Math.min(at + 1, view.length - 1)] : undefined;
    const near = shown.find((row) => row.bead === this.row?.bead) ?? shown[0];
    const row = next ?? near ?? view[Math.min(at, view.length - 1)];
    if (row) this.goTo(row);
    this.tell();
  }

  /**
   * Moves sentences to the neighbouring row, one act each.
   * @param {Row} row @param {Side} side @param {string} to @param {number} count
   */
  async moveSentences(row, side, to, count) {
    const total = this.rows.all.length;
    for (let n = 0; n < count; n++) {
      // A row that lost its last sentence is gone, and those below have moved up.
      await this.act({ act: "move", bead: row.bead, side, to });
      if (this.rows.all.length < total) return;
    }
  }

  /** @param {server.Changed} changed @returns {Row[]} the rows that are new */
  take({ from, before, beads }) {
    const { old, fresh } = this.rows.replace(from, before, beads);
    const last = fresh.at(-1);
    const next = this.rows.view[last ? this.rows.view.indexOf(last) + 1 : 0];
    this.list.replace(old, fresh, next);
    byId("nothing").hidden = this.rows.view.length > 0;
    return fresh;
  }

  /** Makes a row the current one. @param {Row} row @param {boolean} [focuses] */
  goTo(row, focuses = true) {
    if (!this.rows.view.includes(row)) {
      this.rows.look("all", this.rows.order);
      byId("filter").value = "all";
      this.row = row;
      this.show(row);
    }
    if (this.row && this.row !== row) this.unmark(this.row);
    this.row = row;
    this.picked = 0;
    this.mark();
    const node = this.list.node(row);
    if (focuses) node?.focus({ preventScroll: true });
    node?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Row} row */
  unmark(row) {
    const node = this.list.nodes.get(row);
    node?.removeAttribute("aria-current");
    node?.querySelectorAll(".active, .picked").forEach((it) => it.classList.remove("active", "picked"));
  }

  /** Shows where the cursor is. */
  mark() {
    const node = this.row && this.list.node(this.row);
    if (!node || !this.row) return;
    this.unmark(this.row);
    node.setAttribute("aria-current", "true");
    const cell = node.querySelector(`.cell[data-side="${this.side}"]`);
    cell?.classList.add("active");
    const texts = cell?.querySelectorAll(".sentence") ?? [];
    if (texts.length > 1) texts[this.picked]?.classList.add("picked");
  }

  /** @param {Side} side */
  turn(side) {
    this.side = side;
    this.picked = 0;
    this.mark();
  }

  /** @param {1 | -1} step */
  pick(step) {
    const count = this.row ? sentences(this.row, this.side).length : 0;
    this.picked = Math.max(0, Math.min(count - 1, this.picked + step));
    this.mark();
  }

  /** How many sentences of the side stay where it is split: up to the one that is picked. */
  get cut() {
    const count = this.row ? sentences(this.row, this.side).length : 0;
    return Math.min(this.picked + 1, count - 1);
  }

  /** Leaves the rows for the head of the page. */
  leave() {
    byId("filter").focus();
  }

  /**
   * Lets the reviewer write a side anew, in its place; or, with `share`, show where it parts.
   * @param {Row} row @param {Side} side @param {string} text
   * @param {number} [share] how far on the cursor stands at first
   * @returns {Promise<{text: string, caret: number} | undefined>} nothing when it is left as it was
   */
  write(row, side, text, share) {
    const cell = this.list.node(row)?.querySelector(`.cell[data-side="${side}"]`);
    if (!cell) return Promise.resolve(undefined);
    const written = new Promise((resolve) => {
      const label = word(share === undefined ? "edit.label" : "split.label", { bead: row.bead });
      const field = /** @type {HTMLTextAreaElement} */ (element("textarea", { rows: 3, "aria-label": label }));
      field.value = text;
      const end = (/** @type {boolean} */ isDone) => {
        this.endWriting = undefined;
        resolve(isDone ? { text: field.value, caret: field.selectionStart } : undefined);
        this.list.redraw(row);
        this.mark();
        this.list.nodes.get(row)?.focus({ preventScroll: true });
      };
      this.endWriting = end;
      field.addEventListener("keydown", (event) => {
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        end(event.key === "Enter");
      });
      const done = word(share === undefined ? "edit.save" : "split.here");
      cell.classList.add("writing");
      cell.replaceChildren(
        field,
        element(
          "div.buttons",
          {},
          element("button.main", { type: "button", onclick: () => end(true) }, done),
          element("button", { type: "button", onclick: () => end(false) }, word("cancel")),
          share !== undefined && element("span", {}, word("split.where")),
        ),
      );
      field.focus();
      const caret = Math.round(text.length * (share ?? 0));
      field.setSelectionRange(caret, caret);
    });
    return forReader(written);
  }

  /** Says in the head how far one is. */
  tell() {
    const state = this.rows.progress();
    const { seen, doubtful, open, oneIn, total, decided } = state;
    let text = word("progress", { seen, doubtful, oneIn });
    if (!doubtful && open && oneIn < Infinity) text = word("progress.sure", { oneIn });
    if (decided === total) text = word("progress.done", { total });
    else if (doubtful && (!open || oneIn === Infinity)) text = word("progress.none", { seen, doubtful });
    byId("progress").textContent = text;
    const percent = doubtful ? Math.round((100 * seen) / doubtful) : 100;
    byId("meter").setAttribute("aria-valuenow", String(percent));
    byId("meter").firstElementChild.style.inlineSize = `${percent}%`;
  }
}
