// Which part of the world the map shows: its middle, and how many pixels the world is wide. No DOM here.

import { project, unproject, widthMetres } from "./earth.js";

/** One pixel is then some 100 m at the equator, finer than the finest rounding. */
const MAX_SCALE = 400_000;
/** Where most of the land is. */
const HOME_LATITUDE = 30;

export class View {
  width = 1;
  height = 1;
  #x = 0.5;
  #y = project(0, HOME_LATITUDE)[1];
  #scale = 1;

  /** The size of the map on the screen in pixels. Keeps the middle, and the whole world if it was whole. */
  resize(width, height) {
    const whole = this.isWhole;
    this.width = width;
    this.height = height;
    this.#set(this.#x, this.#y, whole ? this.#least : this.#scale);
  }

  get scale() {
    return this.#scale;
  }

  get isWhole() {
    return this.#scale <= this.#least;
  }

  get isClosest() {
    return this.#scale >= MAX_SCALE;
  }

  /** Of the middle. */
  get latitude() {
    return unproject(this.#x, this.#y)[1];
  }

  /** The part of the map that is seen. */
  get box() {
    const halfWidth = this.width / 2 / this.#scale;
    const halfHeight = this.height / 2 / this.#scale;
    return {
      west: this.#x - halfWidth,
      east: this.#x + halfWidth,
      north: this.#y - halfHeight,
      south: this.#y + halfHeight,
    };
  }

  /** Pixels from the upper left corner. */
  toScreen([x, y]) {
    return [(x - this.#x) * this.#scale + this.width / 2, (y - this.#y) * this.#scale + this.height / 2];
  }

  move(rightPixels, downPixels) {
    this.#set(this.#x + rightPixels / this.#scale, this.#y + downPixels / this.#scale, this.#scale);
  }

  /** Keeps the place at this pixel where it is; in the middle if none is given. */
  zoom(factor, [left, top] = [this.width / 2, this.height / 2]) {
    const scale = this.#bounded(this.#scale * factor);
    const x = this.#x + (left - this.width / 2) * (1 / this.#scale - 1 / scale);
    const y = this.#y + (top - this.height / 2) * (1 / this.#scale - 1 / scale);
    this.#set(x, y, scale);
  }

  showWorld() {
    this.#set(0.5, project(0, HOME_LATITUDE)[1], this.#least);
  }

  /** So close that the circle of its accuracy takes a sixth of the map. */
  showPlace({ lon, lat, accuracy }) {
    const metres = Math.max(accuracy, 1_000) * 12;
    this.#set(...project(lon, lat), (widthMetres(lat) / metres) * Math.min(this.width, this.height));
  }

  get #least() {
    return Math.max(this.width, this.height);
  }

  #bounded(scale) {
    return Math.max(this.#least, Math.min(MAX_SCALE, scale));
  }

  /** The view never leaves the world. */
  #set(x, y, scale) {
    this.#scale = this.#bounded(scale);
    const halfWidth = this.width / 2 / this.#scale;
    const halfHeight = this.height / 2 / this.#scale;
    this.#x = Math.max(halfWidth, Math.min(1 - halfWidth, x));
    this.#y = Math.max(halfHeight, Math.min(1 - halfHeight, y));
  }
}
