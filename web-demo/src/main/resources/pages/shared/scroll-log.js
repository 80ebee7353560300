// A log that scrolls: what is added appears with the next frame, and only the latest entries stay.

/** From the end, so that a line that is half seen counts as seen. */
const AT_END_PIXELS = 40;

/** The element of such a log has the role "log" and can be scrolled by keyboard. */
export class ScrollLog {
  #element;
  #max;
  #waiting = [];
  #frame = null;

  constructor(element, max) {
    this.#element = element;
    this.#max = max;
  }

  add(entry) {
    this.#waiting.push(entry);
    if (this.#waiting.length > this.#max) {
      this.#waiting.shift(); // A hidden page draws nothing.
    }
    this.#frame ??= requestAnimationFrame(() => this.#render());
  }

  clear() {
    this.#waiting = [];
    this.#element.replaceChildren();
  }

  #render() {
    const log = this.#element;
    this.#frame = null;
    const follow = log.scrollHeight - log.scrollTop - log.clientHeight < AT_END_PIXELS;
    log.append(...this.#waiting);
    this.#waiting = [];
    while (log.childElementCount > this.#max) {
      log.firstElementChild.remove();
    }
    if (follow) {
      log.scrollTop = log.scrollHeight;
    }
  }
}
