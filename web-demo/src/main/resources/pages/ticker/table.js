// The table of quotes. Messages only change state; the DOM is written at most once per frame and row.

import { formatChange, formatPrice } from "./format.js";
import { HISTORY, applyTick, direction, openQuote } from "./quote.js";
import { drawSparkline } from "./sparkline.js";

/** More symbols than this are not shown: a page must not grow with whatever is published. */
const MAX_ROWS = 500;
const FLASH_MILLIS = 700;
const NUMBERS = ["open", "low", "high"];

export class QuoteTable {
  #table;
  #body;
  #quotes = new Map();
  #rows = new Map();
  #changed = new Set();
  #frame = null;
  #paused = false;
  #colours = {};
  #calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(table) {
    this.#table = table;
    this.#body = table.tBodies[0];
    this.#readColours();
    document.addEventListener("themechange", () => this.#redraw());
    this.#watchResolution();
  }

  /** Shows the listed symbols, before any of them has a price. */
  list(listings) {
    listings.forEach((listing) => this.#add(openQuote(listing)));
  }

  /** Takes a tick; the row shows it with the next frame. False when the table is full. */
  update(tick) {
    let quote = this.#quotes.get(tick.symbol);
    if (quote === undefined) {
      if (this.#quotes.size >= MAX_ROWS) {
        return false;
      }
      quote = openQuote({ symbol: tick.symbol });
      this.#add(quote);
    }
    this.#quotes.set(tick.symbol, applyTick(quote, tick));
    this.#changed.add(tick.symbol);
    this.#schedule();
    return true;
  }

  /** While paused nothing on the screen moves; afterwards every row shows its latest price. */
  pause(paused) {
    this.#paused = paused;
    this.#schedule();
  }

  /** Greys prices that may be out of date. */
  markStale(stale) {
    this.#table.dataset.stale = String(stale);
  }

  #add(quote) {
    if (this.#rows.has(quote.symbol)) {
      return;
    }
    const row = createRow(quote);
    this.#quotes.set(quote.symbol, quote);
    this.#rows.set(quote.symbol, row);
    this.#body.append(row.element);
    this.#changed.add(quote.symbol);
    this.#schedule();
  }

  #schedule() {
    if (this.#frame === null && !this.#paused) {
      this.#frame = requestAnimationFrame(() => this.#render());
    }
  }

  #render() {
    this.#frame = null;
    if (this.#paused) {
      return;
    }
    for (const symbol of this.#changed) {
      this.#renderRow(this.#rows.get(symbol), this.#quotes.get(symbol));
    }
    this.#changed.clear();
  }

  #renderRow(row, quote) {
    const { cells, element } = row;
    const moved = direction(quote.price - (row.shown ?? quote.price));
    const trend = direction(quote.change ?? 0);
    element.dataset.trend = trend;
    element.dataset.time = quote.time;
    show(cells.price, formatPrice(quote.price), quote.price);
    show(cells.change, formatChange(quote.change), quote.change);
    NUMBERS.forEach((name) => show(cells[name], formatPrice(quote[name]), quote[name]));
    drawSparkline(row.canvas, quote.history, HISTORY, this.#colours[trend]);
    if (moved !== "flat" && !this.#calm.matches) {
      row.flash?.cancel();
      row.flash = cells.price.animate([{ backgroundColor: this.#colours[`${moved}-flash`] }, {}], FLASH_MILLIS);
    }
    row.shown = quote.price;
  }

  #readColours() {
    const style = getComputedStyle(this.#table);
    for (const name of ["up", "down", "up-flash", "down-flash"]) {
      this.#colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
    this.#colours.flat = style.getPropertyValue("--muted").trim();
  }

  #redraw() {
    this.#readColours();
    this.#quotes.forEach((quote, symbol) => this.#changed.add(symbol));
    this.#schedule();
  }

  /** A canvas is only sharp for the resolution it was drawn for, which zoom and a second screen change. */
  #watchResolution() {
    const same = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    same.addEventListener("change", () => {
      this.#redraw();
      this.#watchResolution();
    }, { once: true });
  }
}

/** One row, in the order of the table's head; `shown` is the price on the screen. */
function createRow(quote) {
  const element = document.createElement("tr");
  element.setAttribute("role", "row");
  element.dataset.symbol = quote.symbol;
  const cells = {};
  const add = (name, tag, role) => {
    const cell = document.createElement(tag);
    cell.setAttribute("role", role);
    cell.dataset.field = name;
    cells[name] = cell;
    element.append(cell);
    return cell;
  };
  add("company", "th", "rowheader").scope = "row";
  add("symbol", "td", "cell");
  add("price", "td", "cell").className = "number";
  add("change", "td", "cell").className = "number";
  add("sparkline", "td", "cell").className = "spark";
  NUMBERS.forEach((name) => (add(name, "td", "cell").className = "number"));
  cells.company.textContent = quote.company;
  cells.symbol.textContent = quote.symbol;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  cells.sparkline.append(canvas);
  return { element, cells, canvas, shown: null, flash: null };
}

/** Writes a cell only when its text changes; `data-value` is the unrounded number, empty for none. */
function show(cell, text, value) {
  const raw = value === null ? "" : String(value);
  if (cell.dataset.value !== raw) {
    cell.dataset.value = raw;
    cell.textContent = text;
  }
}
