// One measurement: the three ways side by side, from the same moment on, for the same symbol. Writes no DOM.

import { UNKNOWN, narrow, offset } from "./clock.js";
import { startEvents } from "./events.js";
import { NOTHING, Stopwatch, arrive, charge, figures } from "./meter.js";
import { startPolling } from "./polling.js";
import { isNews, parsePrice } from "./price.js";
import { startStomp } from "./stomp.js";

export const WAYS = ["polling", "events", "stomp"];

/** How one way stands before it has begun. */
function fresh() {
  return { totals: NOTHING, shown: null, state: "stopped", sentence: null };
}

export class Measurement {
  #symbol;
  #onChange;
  #ways = Object.fromEntries(WAYS.map((way) => [way, fresh()]));
  /** What ends each way; null while nothing runs. */
  #run = null;
  #watch = new Stopwatch();
  #clock = UNKNOWN;

  /** `onChange` is called after every change, many times a second perhaps. */
  constructor(symbol, onChange) {
    this.#symbol = symbol;
    this.#onChange = onChange;
  }

  get running() {
    return this.#run !== null;
  }

  /** What is known of the offset between the clocks; see clock.js. */
  get clock() {
    return this.#clock;
  }

  get elapsedMillis() {
    return this.#watch.elapsed(performance.now());
  }

  /** Goes on from the totals that there are. */
  start(intervalMillis) {
    const run = [];
    this.#run = run;
    this.#watch.start(performance.now());
    WAYS.forEach((way) => this.#change(way, { state: "connecting", sentence: null }));
    run.push(
      startPolling(this.#symbol, intervalMillis, this.#sink("polling", run)),
      startEvents(this.#symbol, this.#sink("events", run)),
      startStomp(this.#symbol, this.#sink("stomp", run)),
    );
  }

  /** Nothing is asked for any more. What is under way, and the goodbye of the WebSocket, still counts. */
  stop() {
    const run = this.#run ?? [];
    this.#run = null;
    this.#watch.stop(performance.now());
    run.forEach((end) => end());
    WAYS.forEach((way) => this.#change(way, { state: "stopped", sentence: null }));
  }

  /** Counts from nothing again, and leaves connections and prices as they are. */
  reset() {
    this.#watch.reset(performance.now());
    WAYS.forEach((way) => this.#change(way, { totals: NOTHING }));
  }

  /**
   * All there is to show of one way: the figures of meter.js, `price` and its `age` in milliseconds (null for none yet), `state`
   * and `sentence` like those of a Connection, or "stopped".
   */
  reading(way) {
    const { totals, shown, state, sentence } = this.#ways[way];
    return {
      ...figures(totals, this.elapsedMillis),
      price: shown?.price ?? null,
      age: shown === null ? null : this.#ageOf(shown),
      state,
      sentence,
    };
  }

  #ageOf({ time }) {
    return Date.now() + offset(this.#clock) - time;
  }

  #change(way, values) {
    Object.assign(this.#ways[way], values);
    this.#onChange();
  }

  /** Bytes count whenever they come; how a way is doing is told by those of this run alone. */
  #sink(way, run) {
    const mine = this.#ways[way];
    return {
      cost: (bytes) => this.#change(way, { totals: charge(mine.totals, bytes) }),
      price: (json) => {
        const price = parsePrice(json, this.#symbol);
        if (price !== null && isNews(price, mine.shown)) {
          // The first may have been made long ago, which is no fault of the way.
          const age = mine.shown === null ? null : Math.max(0, this.#ageOf(price));
          this.#change(way, { totals: arrive(mine.totals, age), shown: price });
        }
      },
      state: (state, sentence) => {
        if (this.#run === run) {
          this.#change(way, { state, sentence });
        }
      },
      clock: (answer) => (this.#clock = narrow(this.#clock, answer)),
    };
  }
}
