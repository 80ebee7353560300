// The two tables: what was measured, and what comes of it for many clients. Cells are made once and written when they change.

import { element } from "../shared/shell.js";
import { formatAge, formatBits, formatBytes, formatNumber, formatPrice } from "./format.js";
import { BOOK, BOOK_UPDATES_PER_SECOND, overhead } from "./projection.js";
import { WAYS } from "./measurement.js";

const STATES = { connecting: "connecting", live: "live", reconnecting: "trying again", offline: "offline", stopped: "stopped" };

/** The names of the ways, as both charts write them. */
export const TITLES = { polling: "Polling", events: "Server-sent events", stomp: "STOMP over WebSocket" };

/** The rows in groups: the field of a reading, what it is called, how it is written. */
const GROUPS = [
  [
    ["state", "Connection", (state) => STATES[state]],
    ["price", "Price on screen", formatPrice],
    ["age", "Its age now", formatAge],
    ["arrivalAge", "Age on arrival, mean", formatAge],
  ],
  [
    ["updates", "Updates", formatNumber],
    ["updatesPerSecond", "Updates per second", formatNumber],
    ["transfers", "Answers or messages", formatNumber],
  ],
  [
    ["headersPerUpdate", "Header bytes per update", formatNumber],
    ["dataPerUpdate", "Data bytes per update", formatNumber],
  ],
  [
    ["headers", "Headers so far", formatBytes],
    ["data", "Data so far", formatBytes],
    ["once", "Once", formatBytes],
    ["total", "All bytes", formatBytes],
  ],
];

/** Writes a cell only when its text changes; `data-value` is the unrounded number, empty for none. */
function show(cell, text, value) {
  cell.dataset.value = value === null ? "" : String(value);
  if (cell.textContent !== text) {
    cell.textContent = text;
  }
}

function row(key, title, columns, cellOf) {
  const cells = columns.map((column) => element("td", { class: "number", ...cellOf(column) }));
  return { key, cells, element: element("tr", {}, element("th", { scope: "row" }, title), ...cells) };
}

/** Fills the body of the table of figures; what it returns shows a reading for each way. */
export function makeFigures(body) {
  const rows = GROUPS.flatMap((group) => group.map(([field, title, format], index) => {
    const made = row(field, title, WAYS, (way) => ({ "data-way": way, "data-field": field }));
    made.element.dataset.first = String(index === 0);
    return { ...made, format };
  }));
  body.replaceChildren(...rows.map((made) => made.element));
  return (readings) => {
    for (const { key, cells, format } of rows) {
      WAYS.forEach((way, index) => show(cells[index], format(readings[way][key]), readings[way][key]));
    }
    rows[0].cells.forEach((cell, index) => (cell.dataset.state = readings[WAYS[index]].state));
  };
}

const BOOK_ROWS = [["book-polling", "Polling, in the book", BOOK.polling], ["book-websocket", "WebSocket, in the book", BOOK.webSocket]];

/** Fills the body of the projection; what it returns shows readings, either at the book's rate or at the measured one. */
export function makeProjection(body) {
  const columns = [0, 1, 2];
  const rows = [...WAYS.map((way) => [way, TITLES[way]]), ...BOOK_ROWS].map(([key, title]) => {
    return row(key, title, columns, (column) => ({ "data-projection": key, "data-case": "ABC"[column] }));
  });
  body.replaceChildren(...rows.map((made) => made.element));
  const fill = ({ cells }, bits) => cells.forEach((cell, index) => show(cell, formatBits(bits[index]), bits[index]));
  BOOK_ROWS.forEach(([, , { headersPerUpdate }], index) => {
    const made = rows[WAYS.length + index];
    made.element.className = "book";
    fill(made, overhead(headersPerUpdate, BOOK_UPDATES_PER_SECOND));
  });
  return (readings, atMeasuredRate) => WAYS.forEach((way, index) => {
    const { headersPerUpdate, updatesPerSecond } = readings[way];
    fill(rows[index], overhead(headersPerUpdate, atMeasuredRate ? updatesPerSecond : BOOK_UPDATES_PER_SECOND));
  });
}
