// Bars for the bytes of one update, headers and data end to end. What they show stands beside them as text.

import { element } from "../shared/shell.js";
import { TITLES } from "./figures.js";
import { formatNumber } from "./format.js";
import { WAYS } from "./measurement.js";
import { BOOK } from "./projection.js";

const BOOK_TITLES = { "book-polling": "Polling, in the book", "book-websocket": "WebSocket, in the book" };

function bar(key, title) {
  const headers = element("span", { class: "headers" });
  const data = element("span", { class: "data" });
  const text = element("span", { class: "amount" });
  const item = element("li", { "data-bar": key },
    element("span", { class: "name" }, title), text,
    element("span", { class: "track", "aria-hidden": "true" }, headers, data));
  return { key, item, headers, data, text };
}

/** Fills the list; what it returns draws the readings of all ways, on one scale with the book's. */
export function makeBars(list) {
  const bars = Object.entries({ ...TITLES, ...BOOK_TITLES }).map(([key, title]) => bar(key, title));
  list.replaceChildren(...bars.map((made) => made.item));
  const book = { "book-polling": BOOK.polling, "book-websocket": BOOK.webSocket };
  return (readings) => {
    const amounts = { ...book, ...Object.fromEntries(WAYS.map((way) => [way, readings[way]])) };
    const sums = Object.values(amounts).map(({ headersPerUpdate, dataPerUpdate }) => headersPerUpdate + dataPerUpdate);
    const longest = Math.max(...sums);
    bars.forEach((made) => draw(made, amounts[made.key], longest));
  };
}

function draw({ headers, data, text }, { headersPerUpdate, dataPerUpdate }, longest) {
  headers.style.width = `${(100 * (headersPerUpdate ?? 0)) / longest}%`;
  data.style.width = `${(100 * (dataPerUpdate ?? 0)) / longest}%`;
  const amount = headersPerUpdate === null ? "–" : `${formatNumber(headersPerUpdate)} + ${formatNumber(dataPerUpdate)}`;
  if (text.textContent !== amount) {
    text.textContent = amount;
  }
}
