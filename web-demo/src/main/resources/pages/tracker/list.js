// The list of visitors, which says in words what the map shows.

import { element } from "../shared/shell.js";
import { formatDistance, formatMetres } from "./earth.js";
import { colourOf } from "./map.js";

export class VisitorList {
  #body;
  #empty;
  #rows = new Map();
  #onChoose;

  /** `onChoose` gets the id of the visitor whom the reader wants to see on the map. */
  constructor(table, empty, onChoose) {
    this.#body = table.tBodies[0];
    this.#empty = empty;
    this.#onChoose = onChoose;
  }

  /** `own` is one's own point or undefined, `countryOf` names the country of a place or is null while it is unknown. */
  show(visitors, { own, countryOf, now }) {
    const sorted = own === undefined ? visitors : [own, ...visitors.filter((visitor) => visitor !== own)];
    const present = new Set(sorted.map(({ id }) => id));
    this.#rows.forEach((row, id) => {
      if (!present.has(id)) {
        row.remove();
        this.#rows.delete(id);
      }
    });
    sorted.forEach((visitor, index) => {
      const row = this.#rows.get(visitor.id) ?? this.#newRow(visitor);
      fill(row, visitor, { own, countryOf, now });
      if (this.#body.rows[index] !== row) {
        this.#body.insertBefore(row, this.#body.rows[index] ?? null);
      }
    });
    this.#empty.hidden = sorted.length > 0;
  }

  #newRow({ id, number }) {
    const button = element("button", { type: "button", "data-colour": colourOf({ number }) });
    button.addEventListener("click", () => this.#onChoose(id));
    const row = element("tr", { "data-id": id },
      element("th", { scope: "row" }, button),
      ...["where", "distance", "age"].map((field) => element("td", { "data-field": field })));
    this.#rows.set(id, row);
    return row;
  }
}

/** Written only where it differs: focus and selection stay. */
function fill(row, visitor, { own, countryOf, now }) {
  const button = row.querySelector("button");
  const isOwn = visitor === own;
  button.dataset.own = String(isOwn);
  write(button, isOwn ? "You" : `Visitor ${visitor.number}`);
  write(row.querySelector("[data-field=where]"), whereabouts(visitor, countryOf));
  write(row.querySelector("[data-field=distance]"), isOwn || own === undefined ? "–" : formatDistance(own, visitor));
  write(row.querySelector("[data-field=age]"), age(now - visitor.heardAt));
}

function write(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

function whereabouts(visitor, countryOf) {
  const place = countryOf === null ? coordinates(visitor) : countryOf(visitor);
  return `${place}, within ${formatMetres(visitor.accuracy)}`;
}

function coordinates({ lat, lon }) {
  return `${Math.abs(lat)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon)}° ${lon < 0 ? "W" : "E"}`;
}

/** In steps of five seconds: a list that changes each second is hard to read. */
function age(millis) {
  const seconds = Math.floor(Math.max(0, millis) / 5_000) * 5;
  return seconds === 0 ? "now" : `${seconds} s ago`;
}
