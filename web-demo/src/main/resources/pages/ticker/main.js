// The stock ticker: prices in a table. All wiring of the page is here.

import { Connection, UNSUPPORTED, supported } from "../shared/connection.js";
import { showState } from "../shared/status.js";
import { Choice } from "./choice.js";
import { Chooser } from "./chooser.js";
import { Feed } from "./feed.js";
import { formatClock, formatCount, formatNumber } from "./format.js";
import { recall, remember } from "./memory.js";
import { PACES, placeOf } from "./pace.js";
import { parseListings, parseTick } from "./quote.js";
import { MAX_ROWS, QuoteTable } from "./table.js";

const LIST_TIMEOUT_MILLIS = 5_000;
/** A slider tells of every place it passes; the bridge only needs the one where it stays. */
const SLIDE_MILLIS = 150;
const CHOICE = "ticker-choice";
const PACE = "ticker-pace";

const badge = document.getElementById("state");
const notice = document.getElementById("notice");
const pause = document.getElementById("pause");
const filter = document.getElementById("filter");
const slider = document.getElementById("pace");
const paceText = document.getElementById("pace-text");
const count = document.getElementById("count");
const empty = document.getElementById("empty");
const table = new QuoteTable(document.getElementById("quotes"));
const choice = Choice.parse(recall(CHOICE));

let state = "connecting";
let feed = null;
let pausedAt = null;
let prices = 0;
let pricesBefore = 0;
let refused = 0;
let lastAt = null;
let rowsFiltered = 0;
let sliding = null;

/** The symbol of a price, null for what is none. */
function onMessage(body, headers) {
  const tick = parseTick(body);
  const now = Date.now();
  // A message from before this page came, by the bridge's clock; whose clock is ahead must not make a price new for long.
  const at = "x-snapshot" in headers ? Math.min(now, Number(headers["x-snapshot"])) : now;
  if (tick === null || !table.update(tick, at)) {
    refused++;
    return null;
  }
  prices++;
  lastAt = now;
  return tick.symbol;
}

function onState(newState, sentence) {
  state = newState;
  showState(badge, notice, { state, sentence });
  table.markStale(state !== "live");
  if (state !== "live") {
    feed?.renew();
  }
  showFigures();
}

function showFigures() {
  const now = Date.now();
  const totals = feed?.totals(now) ?? { merged: 0, missing: 0, numbered: false };
  write("subscriptions", formatNumber(feed?.size ?? 0, "subscription"));
  write("merged", `${formatCount(totals.merged)} merged`);
  write("missing", totals.numbered ? `${formatCount(totals.missing)} missing` : "");
  write("refused", refused === 0 ? "" : `${formatNumber(refused, "message")} not shown`);
  write("last", lastSentence());
}

function lastSentence() {
  if (pausedAt !== null) {
    return `Paused at ${formatClock(pausedAt)}`;
  }
  if (lastAt === null) {
    return "No price yet";
  }
  return state === "live" ? `Last price at ${formatClock(lastAt)}` : `Prices are of ${formatClock(lastAt)}, before the break`;
}

function write(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function everySecond() {
  write("rate", `${formatNumber(prices - pricesBefore, "price")}/s`);
  pricesBefore = prices;
  table.age(Date.now());
  if (table.size !== rowsFiltered) {
    showRows();
  }
  showFigures();
}

function showRows() {
  const words = filter.value.trim().toLowerCase();
  rowsFiltered = table.size;
  const shown = table.filter((symbol, text) => choice.includes(symbol) && text.includes(words));
  count.textContent = words === "" ? "" : `${formatNumber(shown, "symbol")} found`;
  empty.hidden = shown > 0;
  empty.textContent = words === "" ? "No symbol is chosen." : "No symbol or company contains this.";
}

function choose() {
  remember(CHOICE, choice.text);
  // A row for each, also before it has a price.
  table.list(choice.everything ? [] : choice.symbols.map((symbol) => ({ symbol })));
  feed?.want(choice.destinations);
  showRows();
  showFigures();
}

function slide() {
  const pace = PACES[slider.valueAsNumber];
  paceText.textContent = pace.short;
  slider.setAttribute("aria-valuetext", pace.long);
  remember(PACE, pace.rate);
  clearTimeout(sliding);
  sliding = setTimeout(() => feed?.setPace(pace), SLIDE_MILLIS);
}

async function listSymbols() {
  try {
    const response = await fetch("../data/symbols.json", { signal: AbortSignal.timeout(LIST_TIMEOUT_MILLIS) });
    table.list(parseListings(await response.json(), MAX_ROWS));
  } catch (error) {
    // The table then fills with the symbols that tick.
    console.warn("The list of symbols could not be read.", error);
  }
}

function start() {
  const connection = new Connection({ onState });
  feed = new Feed(connection, onMessage, PACES[slider.valueAsNumber]);
  choose();
  connection.start();
  setInterval(everySecond, 1_000);
}

pause.addEventListener("click", () => {
  pausedAt = pausedAt === null ? Date.now() : null;
  pause.textContent = pausedAt === null ? "Pause" : "Resume";
  table.pause(pausedAt !== null);
  showFigures();
});
filter.addEventListener("input", showRows);
slider.addEventListener("input", slide);

slider.max = String(PACES.length - 1);
slider.value = String(placeOf(recall(PACE)));
slide();
new Chooser(choice, { symbols: () => table.symbols, onChange: choose });

await listSymbols();
if (supported()) {
  start();
} else {
  choose();
  onState("offline", UNSUPPORTED);
}
