// The stock ticker: prices from /topic/stock.> in a table. All wiring of the page is here.

import { Connection, UNSUPPORTED, supported } from "../shared/connection.js";
import { showState } from "../shared/status.js";
import { formatClock } from "./format.js";
import { parseTick } from "./quote.js";
import { QuoteTable } from "./table.js";

const DESTINATION = "/topic/stock.>";
const LIST_TIMEOUT_MILLIS = 5_000;

const badge = document.getElementById("state");
const notice = document.getElementById("notice");
const figures = document.getElementById("figures");
const pause = document.getElementById("pause");
const table = new QuoteTable(document.getElementById("quotes"));

let paused = false;
let prices = 0;
let pricesBefore = 0;
let refused = 0;
let lastPrice = null;

function onMessage(body) {
  const tick = parseTick(body);
  if (tick === null || !table.update(tick)) {
    refused++;
    return;
  }
  prices++;
  lastPrice = new Date();
}

function onState(state, sentence) {
  showState(badge, notice, { state, sentence });
  table.markStale(state !== "live");
}

function showFigures() {
  const rate = prices - pricesBefore;
  pricesBefore = prices;
  if (lastPrice === null || paused) {
    return;
  }
  const parts = [`${rate} prices/s`, `last at ${formatClock(lastPrice)}`];
  if (refused > 0) {
    parts.push(`${refused} messages not shown`);
  }
  figures.textContent = parts.join(" · ");
}

async function listSymbols() {
  try {
    const response = await fetch("../data/symbols.json", { signal: AbortSignal.timeout(LIST_TIMEOUT_MILLIS) });
    const { symbols } = await response.json();
    table.list(symbols);
  } catch (error) {
    // The table then fills with the symbols that tick.
    console.warn("The list of symbols could not be read.", error);
  }
}

pause.addEventListener("click", () => {
  paused = !paused;
  pause.textContent = paused ? "Resume" : "Pause";
  table.pause(paused);
});

await listSymbols();
if (supported()) {
  setInterval(showFigures, 1_000);
  const connection = new Connection({ onState });
  connection.subscribe(DESTINATION, onMessage);
  connection.start();
} else {
  onState("offline", UNSUPPORTED);
}
