// The map: countries on a canvas, visitors as elements above it. The list says the same in words, so screen readers pass it by.

import { element } from "../shared/shell.js";
import { formatMetres, project, widthMetres } from "./earth.js";
import { watchGestures } from "./gestures.js";
import { drawWorld } from "./world.js";
import { View } from "./view.js";

/** From here on the coarse outlines look coarse. */
const FINE_FROM_SCALE = 2_500;
/** Visitors whose rounded places are the same stand around it. */
const CROWD_RADIUS = 15;
const COLOURS = 6;
/** Pixels of the scale bar, at most. */
const BAR_PIXELS = 110;
const BAR_DIGITS = [5, 2, 1];

export class WorldMap {
  #root;
  #canvas;
  #layer;
  #pins = new Map();
  #view = new View();
  #outlines = { coarse: [], fine: null };
  #loadFine;
  #visitors = [];
  #ownId = null;
  #scheduled = false;

  /** `root` holds a canvas, the layer of pins, the scale bar and buttons; `loadFine` brings the countries in detail. */
  constructor(root, { loadFine }) {
    this.#root = root;
    this.#canvas = root.querySelector("canvas");
    this.#layer = root.querySelector(".pins");
    this.#loadFine = loadFine;
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    document.addEventListener("themechange", () => this.#schedule());
    watchGestures(root, this.#view, () => this.#schedule());
    this.#button("closer", () => this.#view.zoom(2));
    this.#button("wider", () => this.#view.zoom(0.5));
    this.#button("world", () => this.#view.showWorld());
  }

  set countries(countries) {
    this.#outlines.coarse = countries;
    this.#schedule();
  }

  /** Shows these visitors; the one with `ownId` is marked. */
  show(visitors, ownId) {
    this.#visitors = visitors;
    this.#ownId = ownId;
    this.#schedule();
  }

  showPlace(place) {
    this.#view.showPlace(place);
    this.#schedule();
  }

  #button(name, action) {
    this.#root.querySelector(`[data-action=${name}]`).addEventListener("click", () => {
      action();
      this.#schedule();
    });
  }

  #resize() {
    this.#canvas.width = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    this.#canvas.height = Math.round(this.#canvas.clientHeight * devicePixelRatio);
    this.#view.resize(this.#canvas.clientWidth, this.#canvas.clientHeight);
    this.#schedule();
  }

  #schedule() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#draw();
      });
    }
  }

  #draw() {
    if (this.#view.scale >= FINE_FROM_SCALE && this.#loadFine !== null) {
      const load = this.#loadFine;
      this.#loadFine = null;
      // Without them the coarse ones stay.
      load().then((countries) => {
        this.#outlines.fine = countries;
        this.#schedule();
      }, () => {});
    }
    const fine = this.#view.scale >= FINE_FROM_SCALE ? this.#outlines.fine : null;
    drawWorld(this.#canvas, this.#view, fine ?? this.#outlines.coarse);
    this.#drawPins();
    this.#drawBar();
    this.#root.querySelector("[data-action=closer]").disabled = this.#view.isClosest;
    this.#root.querySelector("[data-action=wider]").disabled = this.#view.isWhole;
  }

  #drawPins() {
    const crowds = Map.groupBy
      ? Map.groupBy(this.#visitors, placeOf)
      : this.#visitors.reduce((map, one) => map.set(placeOf(one), [...(map.get(placeOf(one)) ?? []), one]), new Map());
    const present = new Set();
    crowds.forEach((crowd) => crowd.forEach((visitor, index) => {
      present.add(visitor.id);
      this.#place(visitor, spread(index, crowd.length));
    }));
    this.#pins.forEach((pin, id) => {
      if (!present.has(id)) {
        pin.remove();
        this.#pins.delete(id);
      }
    });
  }

  #place(visitor, [right, down]) {
    const pin = this.#pins.get(visitor.id) ?? this.#newPin(visitor);
    const own = visitor.id === this.#ownId;
    const [left, top] = this.#view.toScreen(project(visitor.lon, visitor.lat));
    const radius = (visitor.accuracy / widthMetres(visitor.lat)) * this.#view.scale;
    pin.dataset.own = String(own);
    pin.lastChild.textContent = own ? "You" : String(visitor.number);
    pin.style.transform = `translate(${left}px, ${top}px)`;
    pin.lastChild.style.transform = `translate(calc(${right}px - 50%), calc(${down}px - 50%))`;
    // A circle much larger than the map is only seen as a tint.
    pin.firstChild.style.width = `${Math.min(2 * radius, 4_000)}px`;
  }

  #newPin(visitor) {
    const pin = element("div", { class: "pin", "data-id": visitor.id, "data-colour": colourOf(visitor) },
      element("span", { class: "reach" }), element("span", { class: "name" }));
    this.#pins.set(visitor.id, pin);
    this.#layer.append(pin);
    return pin;
  }

  /** The longest of 1, 2, 5, 10, … metres that fits; in the middle of the map, since Mercator's scale differs. */
  #drawBar() {
    const bar = this.#root.querySelector(".bar");
    const metresPerPixel = widthMetres(this.#view.latitude) / this.#view.scale;
    const most = BAR_PIXELS * metresPerPixel;
    const power = 10 ** Math.floor(Math.log10(most));
    const metres = power * BAR_DIGITS.find((digit) => digit * power <= most);
    bar.textContent = formatMetres(metres);
    bar.style.width = `${metres / metresPerPixel}px`;
  }
}

/** The colour of a visitor, from 0. */
export function colourOf({ number }) {
  return String((number - 1) % COLOURS);
}

function placeOf({ lat, lon }) {
  return `${lat} ${lon}`;
}

/** The pixels by which one of a crowd stands beside the place. */
function spread(index, size) {
  if (size === 1) {
    return [0, 0];
  }
  const radius = CROWD_RADIUS + Math.floor(index / 8) * CROWD_RADIUS;
  const angle = (2 * Math.PI * index) / Math.min(8, size);
  return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
}
