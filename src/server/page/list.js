// @ts-check
/**
 * The rows on the screen. They stand in blocks; a block far from the screen has no elements, only
 * the height that it had or will have, so that twelve thousand rows cost what three hundred do.
 */

import { element } from "./element.js";
import { rowElement } from "./row.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {{node: HTMLElement, rows: Row[], isFilled: boolean}} Block */

/** Rows of a block. */
const BLOCK = 30;

/** A block with more rows than this is cut. */
const LARGEST = 60;

export class List {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Block[]} */
    this.blocks = [];
    /** @type {Map<Row, HTMLElement>} */
    this.nodes = new Map();
    /** @type {WeakMap<HTMLElement, Row>} */
    this.rowOf = new WeakMap();
    /** @type {WeakMap<Element, Block>} */
    this.blockOf = new WeakMap();
    this.watcher = new IntersectionObserver((entries) => this.seen(entries), {
      rootMargin: "1200px 0px",
    });
  }

  /** Shows these rows, and the first of them or `row` at once. @param {Row[]} rows @param {Row} [row] */
  show(rows, row) {
    this.watcher.disconnect();
    this.nodes.clear();
    this.blocks = [];
    for (let at = 0; at < rows.length; at += BLOCK) this.blocks.push(this.block(rows.slice(at, at + BLOCK)));
    const shown = this.blocks.find((block) => row && block.rows.includes(row)) ?? this.blocks[0];
    if (shown) this.fill(shown);
    this.root.replaceChildren(...this.blocks.map((block) => block.node));
    for (const block of this.blocks) this.watcher.observe(block.node);
  }

  /** @param {Row[]} rows @returns {Block} */
  block(rows) {
    const node = element("div.block");
    const block = { node, rows, isFilled: false };
    node.style.blockSize = `${rows.reduce((sum, row) => sum + this.guess(row), 0)}px`;
    this.blockOf.set(node, block);
    return block;
  }

  /** About how high a row will be, in pixels. @param {Row} row */
  guess(row) {
    const wide = this.root.clientWidth || 1000;
    const line = Math.max(20, (Math.min(wide, 1500) - 180) / 2);
    const high = Math.max((row.source_text.length * 17) / line, (row.target_text.length * 8) / line);
    return 30 + 27 * Math.max(1, Math.ceil(high)) + 26 * (row.findings?.length ?? 0);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  seen(entries) {
    for (const entry of entries) {
      const block = this.blockOf.get(entry.target);
      if (!block) continue;
      if (entry.isIntersecting) this.fill(block);
      else this.clear(block, entry.boundingClientRect.height);
    }
  }

  /** @param {Block} block */
  fill(block) {
    if (block.isFilled) return;
    block.isFilled = true;
    block.node.replaceChildren(...block.rows.map((row) => this.draw(row)));
    block.node.style.blockSize = "";
  }

  /** @param {Block} block @param {number} height */
  clear(block, height) {
    if (!block.isFilled || block.node.contains(document.activeElement) || block.node.querySelector("textarea")) return;
    block.isFilled = false;
    for (const row of block.rows) this.nodes.delete(row);
    block.node.style.blockSize = `${height}px`;
    block.node.replaceChildren();
  }

  /** @param {Row} row */
  draw(row) {
    const node = rowElement(row);
    this.nodes.set(row, node);
    this.rowOf.set(node, row);
    return node;
  }

  /** Draws one row again. @param {Row} row */
  redraw(row) {
    const old = this.nodes.get(row);
    if (old) old.replaceWith(this.draw(row));
  }

  /** Draws every row again that has elements. */
  redrawAll() {
    for (const block of this.blocks.filter((it) => it.isFilled)) {
      block.node.replaceChildren(...block.rows.map((row) => this.draw(row)));
    }
  }

  /**
   * Puts `fresh` where `old` stood, or before `next`, and numbers the rest anew.
   * @param {Row[]} old @param {Row[]} fresh @param {Row | undefined} next
   */
  replace(old, fresh, next) {
    const gone = new Set(old);
    const holds = (/** @type {Block} */ block) => block.rows.some((row) => gone.has(row));
    let place = this.blocks.find(holds);
    let at = place ? place.rows.findIndex((row) => gone.has(row)) : 0;
    if (!place) {
      place = this.blocks.find((block) => next && block.rows.includes(next)) ?? this.blocks.at(-1);
      if (!place) return this.show(fresh);
      at = next && place.rows.includes(next) ? place.rows.indexOf(next) : place.rows.length;
    }
    for (const block of this.blocks.filter(holds)) {
      for (const row of block.rows.filter((it) => gone.has(it))) {
        this.nodes.get(row)?.remove();
        this.nodes.delete(row);
      }
      block.rows = block.rows.filter((row) => !gone.has(row));
    }
    place.rows.splice(at, 0, ...fresh);
    if (place.isFilled) {
      const before = place.node.children[at] ?? null;
      for (const row of fresh) place.node.insertBefore(this.draw(row), before);
    }
    if (place.rows.length > LARGEST) this.cut(place);
    if (old.length !== fresh.length) this.number();
  }

  /** Cuts a block in two. @param {Block} block */
  cut(block) {
    const rest = this.block(block.rows.splice(BLOCK));
    for (const row of rest.rows) this.nodes.delete(row);
    if (block.isFilled) this.fill(rest);
    for (const node of [...block.node.children].slice(BLOCK)) node.remove();
    block.node.after(rest.node);
    this.blocks.splice(this.blocks.indexOf(block) + 1, 0, rest);
    this.watcher.observe(rest.node);
  }

  /** Writes the numbers of the rows anew. */
  number() {
    for (const [row, node] of this.nodes) {
      const number = /** @type {HTMLElement} */ (node.querySelector(".number"));
      if (number.textContent !== String(row.bead)) number.textContent = String(row.bead);
    }
  }

  /** The element of a row, drawn now if need be. @param {Row} row */
  node(row) {
    if (!this.nodes.has(row)) {
      const block = this.blocks.find((it) => it.rows.includes(row));
      if (block) this.fill(block);
    }
    return this.nodes.get(row);
  }
}
