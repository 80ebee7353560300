// The table of quotes. Messages only change state; the DOM is written once per frame, and first where somebody looks.

import { comparator, nextSort, staying } from "./order.js";
import { Quote } from "./quote.js";
import { Row } from "./row.js";

/** More symbols than this are not shown: a page must not grow with whatever is published. */
export const MAX_ROWS = 1_000;
/** Rows beyond the screen that are written per frame: 500 of them are about a second old at most. */
const FAR_ROWS_PER_FRAME = 8;
/** Rows that are sorted by what moves change places this often: often enough to follow, seldom enough to read. */
const SORT_MILLIS = 500;
const FLASH_MILLIS = 250;
/** Drawn ahead, so that scrolling uncovers no old lines. */
const NEAR = "150px";

export class QuoteTable {
  #table;
  #body;
  #rows = new Map();
  #near = [];
  #far = new Set();
  #lit = new Set();
  #frame = null;
  #paused = false;
  #colours = {};
  #shows = () => true;
  #sort = null;
  #sortedAt = -Infinity;
  #calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  #eyes = new IntersectionObserver((entries) => this.#looked(entries), { rootMargin: NEAR });
  #rowOf = new WeakMap();

  constructor(table) {
    this.#table = table;
    this.#body = table.tBodies[0];
    this.#readColours();
    document.addEventListener("themechange", () => this.#redraw());
    this.#watchResolution();
    table.tHead.addEventListener("click", ({ target }) => {
      const column = target.closest("button")?.dataset.sort;
      if (column !== undefined) {
        this.#sortBy(nextSort(this.#sort, column));
      }
    });
  }

  /** Shows the listed symbols, before any of them has a price. */
  list(listings) {
    listings.forEach((listing) => this.#rows.has(listing.symbol) || this.#add(listing));
  }

  get symbols() {
    return [...this.#rows.values()].map(({ quote: { symbol, company } }) => ({ symbol, company }));
  }

  /** Takes a price that was received `at`; the row shows it with one of the next frames. False when the table is full. */
  update({ symbol, price }, at) {
    let row = this.#rows.get(symbol);
    if (row === undefined) {
      if (this.#rows.size >= MAX_ROWS) {
        return false;
      }
      row = this.#add({ symbol });
    }
    row.quote.take(price, at);
    row.grow(at);
    this.#mark(row);
    return true;
  }

  /** Marks prices that have grown old; to be called about once a second. */
  age(now) {
    this.#rows.forEach((row) => row.grow(now) && this.#mark(row));
  }

  /** While paused nothing on the screen moves; afterwards every row shows its latest price. */
  pause(paused) {
    this.#paused = paused;
    this.#schedule();
  }

  /** Marks all prices as those of before. */
  markStale(stale) {
    this.#table.dataset.stale = String(stale);
  }

  /** Shows only the rows that `shows` accepts, which gets their symbol and "symbol company" in small letters; returns how many. */
  filter(shows) {
    this.#shows = shows;
    let shown = 0;
    this.#rows.forEach((row) => (shown += Number(this.#hideOrShow(row))));
    return shown;
  }

  get size() {
    return this.#rows.size;
  }

  #hideOrShow(row) {
    const shown = this.#shows(row.quote.symbol, row.text);
    row.element.hidden = !shown;
    return shown;
  }

  #add(listing) {
    const row = new Row(new Quote(listing), this.#rows.size);
    this.#rows.set(listing.symbol, row);
    this.#rowOf.set(row.element, row);
    this.#hideOrShow(row);
    this.#body.append(row.element);
    this.#eyes.observe(row.element);
    this.#sortedAt = -Infinity;
    this.#mark(row);
    return row;
  }

  #mark(row) {
    if (row.due) {
      return;
    }
    row.due = true;
    if (row.near) {
      this.#near.push(row);
    } else {
      this.#far.add(row);
    }
    this.#schedule();
  }

  #looked(entries) {
    for (const { target, isIntersecting } of entries) {
      const row = this.#rowOf.get(target);
      row.near = isIntersecting;
      if (isIntersecting) {
        this.#far.delete(row);
        row.due = false;
        this.#mark(row);
      }
    }
  }

  #schedule() {
    if (this.#frame === null && !this.#paused) {
      this.#frame = requestAnimationFrame((now) => this.#render(now));
    }
  }

  #render(now) {
    this.#frame = null;
    if (this.#paused) {
      return;
    }
    if (this.#sort !== null && now - this.#sortedAt >= SORT_MILLIS) {
      this.#arrange(now);
    }
    this.#putOut(now);
    for (const row of this.#near) {
      this.#draw(row, now);
    }
    this.#near.length = 0;
    let left = FAR_ROWS_PER_FRAME;
    for (const row of this.#far) {
      if (left-- === 0) {
        break;
      }
      this.#far.delete(row);
      this.#draw(row, now);
    }
    if (this.#far.size > 0 || this.#lit.size > 0) {
      this.#schedule();
    }
  }

  #draw(row, now) {
    row.due = false;
    const moved = row.draw(this.#colours);
    if (moved !== "flat" && row.near && !this.#calm.matches) {
      row.light(moved, now + FLASH_MILLIS);
      this.#lit.add(row);
    }
  }

  /** The style sheet lets the light fade. */
  #putOut(now) {
    for (const row of this.#lit) {
      if (now >= row.litUntil) {
        row.light("", 0);
        this.#lit.delete(row);
      }
    }
  }

  #sortBy(sort) {
    this.#sort = sort;
    for (const head of this.#table.tHead.rows[0].cells) {
      const button = head.querySelector("button");
      if (button !== null && button.dataset.sort === sort?.column) {
        head.setAttribute("aria-sort", sort.order);
      } else {
        head.removeAttribute("aria-sort");
      }
    }
    this.#arrange(performance.now());
  }

  /** Moves as few rows as possible. */
  #arrange(now) {
    this.#sortedAt = now;
    const wanted = [...this.#rows.values()].sort(comparator(this.#sort));
    const places = new Map([...this.#body.rows].map((element, place) => [element, place]));
    const stays = staying(wanted.map((row) => places.get(row.element)));
    let next = null;
    for (let i = wanted.length - 1; i >= 0; i--) {
      const { element } = wanted[i];
      if (!stays[i]) {
        this.#body.insertBefore(element, next);
      }
      next = element;
    }
  }

  #readColours() {
    const style = getComputedStyle(this.#table);
    this.#colours = {
      up: style.getPropertyValue("--up").trim(),
      down: style.getPropertyValue("--down").trim(),
      flat: style.getPropertyValue("--muted").trim(),
    };
  }

  #redraw() {
    this.#readColours();
    this.#rows.forEach((row) => this.#mark(row));
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
