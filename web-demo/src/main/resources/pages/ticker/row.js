// One row of the table: its cells, and how they follow the quote.

import { ageStep, ageText } from "./age.js";
import { formatChange, formatPrice } from "./format.js";
import { direction } from "./quote.js";
import { drawSparkline } from "./sparkline.js";

const NUMBERS = ["open", "low", "high"];

/** Cells keep their text node, so that a new price makes no new node. */
export class Row {
  element = document.createElement("tr");
  /** Whether it is on the screen, or nearly. */
  near = false;
  /** Whether it waits to be drawn. */
  due = false;
  /** When its flash ends, in milliseconds of the page's clock. */
  litUntil = 0;
  #numbers = new Map();
  #priceCell;
  #canvas = document.createElement("canvas");
  #age = document.createElement("span");
  #ageStep = 0;
  #shown = NaN;
  #trend = "";

  /** `place` is where the symbol stands in the list, from 0. */
  constructor(quote, place) {
    this.quote = quote;
    this.place = place;
    this.text = `${quote.symbol} ${quote.company}`.toLowerCase();
    this.element.setAttribute("role", "row");
    this.element.dataset.symbol = quote.symbol;
    this.#age.className = "age";
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#add("company", "th", "rowheader", quote.company).scope = "row";
    this.#add("symbol", "td", "cell", quote.symbol, " ", this.#age);
    this.#priceCell = this.#addNumber("price");
    this.#addNumber("change");
    this.#add("sparkline", "td", "cell", this.#canvas).className = "spark";
    NUMBERS.forEach((name) => this.#addNumber(name));
  }

  #add(name, tag, role, ...content) {
    const cell = document.createElement(tag);
    cell.setAttribute("role", role);
    cell.dataset.field = name;
    cell.append(...content);
    this.element.append(cell);
    return cell;
  }

  #addNumber(name) {
    const text = new Text("");
    const cell = this.#add(name, "td", "cell", text);
    cell.className = "number";
    this.#numbers.set(name, { cell, text, value: undefined });
    return cell;
  }

  /** Writes what differs, and draws the line where it can be seen. Returns how the price moved since. */
  draw(colours) {
    const { quote } = this;
    const moved = direction(quote.price - this.#shown);
    this.#shown = quote.price;
    this.#show("price", quote.price, formatPrice);
    this.#show("change", quote.change, formatChange);
    this.#show("open", quote.open, formatPrice);
    this.#show("low", quote.low, formatPrice);
    this.#show("high", quote.high, formatPrice);
    const trend = direction(quote.change);
    if (trend !== this.#trend) {
      this.#trend = trend;
      this.element.dataset.trend = trend;
    }
    const age = ageText(this.#ageStep);
    if (this.#age.textContent !== age) {
      this.#age.textContent = age;
      this.element.dataset.old = String(age !== "");
    }
    if (this.near) {
      drawSparkline(this.#canvas, quote, colours[trend]);
    }
    return moved;
  }

  /** `data-value` is the unrounded number, empty for none. */
  #show(name, value, format) {
    const number = this.#numbers.get(name);
    if (!Object.is(number.value, value)) {
      number.value = value;
      number.cell.dataset.value = Number.isNaN(value) ? "" : String(value);
      number.text.data = format(value);
    }
  }

  /** Lets the price grow old. True when there is something new to tell about that. */
  grow(now) {
    const step = ageStep(now - this.quote.at);
    const changed = step !== this.#ageStep;
    this.#ageStep = step;
    return changed;
  }

  /** Lights the price up, or puts the light out; `moved` is "up", "down" or "". */
  light(moved, until) {
    this.litUntil = until;
    if (moved === "") {
      delete this.#priceCell.dataset.flash;
    } else {
      this.#priceCell.dataset.flash = moved;
    }
  }
}
