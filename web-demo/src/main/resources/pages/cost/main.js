// The wire cost page: runs a measurement and shows it, once a frame at most. All wiring of the page is here.

import { UNSUPPORTED, supported } from "../shared/connection.js";
import { element } from "../shared/shell.js";
import { showState } from "../shared/status.js";
import { makeBars } from "./bars.js";
import { offset, uncertainty } from "./clock.js";
import { makeFigures, makeProjection } from "./figures.js";
import { formatAge, formatNumber, formatTime } from "./format.js";
import { Measurement, WAYS } from "./measurement.js";

const LIST_TIMEOUT_MILLIS = 5_000;
const MAX_SYMBOLS = 500;
const SYMBOL = /^[A-Z][A-Z0-9]{0,9}(\.[A-Z])?$/;
const FIRST_SYMBOL = "NVDA";
/** Ages grow while nothing comes. */
const REFRESH_MILLIS = 250;
/** The state of the page is the first of these that one of the ways is in. */
const WORST_FIRST = ["offline", "reconnecting", "connecting", "live", "stopped"];

const $ = (id) => document.getElementById(id);
const showFigures = makeFigures($("figures"));
const showProjection = makeProjection($("projection").tBodies[0]);
const showBars = makeBars($("bars"));

let measurement = null;
let frame = null;

function changed() {
  frame ??= requestAnimationFrame(render);
}

function render() {
  frame = null;
  const readings = Object.fromEntries(WAYS.map((way) => [way, measurement.reading(way)]));
  const worst = WORST_FIRST.find((state) => WAYS.some((way) => readings[way].state === state));
  const sentences = WAYS.map((way) => readings[way].sentence).filter((sentence) => sentence !== null);
  showState($("state"), $("notice"), { state: worst, sentence: sentences.length === 0 ? null : sentences.join(" ") });
  showFigures(readings);
  showBars(readings);
  showProjection(readings, $("rate").value === "measured");
  write($("verdict"), verdict(readings));
  write($("elapsed"), formatTime(measurement.elapsedMillis));
  write($("clock"), aboutClock(measurement.clock));
}

function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function verdict({ polling, events, stomp }) {
  const [polled, streamed, pushed] = [polling, events, stomp].map((reading) => reading.headersPerUpdate);
  if (polled === null || streamed === null || pushed === null) {
    return "Waiting for a price in each of the three ways…";
  }
  return `An update costs ${formatNumber(polled)} bytes of headers by polling, ${formatNumber(streamed)} by server-sent events and `
    + `${formatNumber(pushed)} by STOMP over WebSocket: polling takes ${formatNumber(polled / pushed)} times what STOMP takes.`;
}

function aboutClock(clock) {
  if (!Number.isFinite(uncertainty(clock))) {
    return "";
  }
  const ahead = offset(clock);
  if (ahead === 0) {
    return `The two clocks agree, give or take ${formatAge(uncertainty(clock))}.`;
  }
  const direction = ahead < 0 ? "behind" : "ahead";
  return `The server’s clock is ${formatAge(Math.abs(ahead))} ${direction}, give or take ${formatAge(uncertainty(clock))}.`;
}

/** Measures the chosen symbol from nothing; what an earlier measurement still gets is no longer shown. */
function begin(running) {
  measurement?.stop();
  measurement = new Measurement($("symbol").value, changed);
  if (running) {
    measurement.start(Number($("interval").value));
  }
  changed();
}

function toggle() {
  if (measurement.running) {
    measurement.stop();
  } else {
    measurement.start(Number($("interval").value));
  }
  $("run").textContent = measurement.running ? "Stop" : "Start";
}

async function listSymbols() {
  let symbols = [];
  try {
    const response = await fetch("../data/symbols.json", { signal: AbortSignal.timeout(LIST_TIMEOUT_MILLIS) });
    symbols = (await response.json()).symbols.filter(({ symbol }) => SYMBOL.test(symbol)).slice(0, MAX_SYMBOLS);
  } catch (error) {
    console.warn("The list of symbols could not be read.", error);
  }
  if (!symbols.some(({ symbol }) => symbol === FIRST_SYMBOL)) {
    symbols.unshift({ symbol: FIRST_SYMBOL });
  }
  $("symbol").replaceChildren(...symbols.map(({ symbol, company }) => {
    return element("option", { value: symbol }, typeof company === "string" ? `${symbol} · ${company}` : symbol);
  }));
  $("symbol").value = FIRST_SYMBOL;
}

$("controls").addEventListener("submit", (event) => event.preventDefault());
$("symbol").addEventListener("change", () => begin(measurement.running));
$("interval").addEventListener("change", () => begin(measurement.running));
$("rate").addEventListener("change", changed);
$("run").addEventListener("click", toggle);
$("reset").addEventListener("click", () => measurement.reset());

await listSymbols();
if (supported()) {
  begin(true);
  setInterval(changed, REFRESH_MILLIS);
} else {
  $("run").disabled = true;
  $("reset").disabled = true;
  showState($("state"), $("notice"), { state: "offline", sentence: UNSUPPORTED });
}
