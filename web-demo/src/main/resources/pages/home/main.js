// The home page: the check for WebSocket, and live numbers from /topic/site.numbers. All wiring of the page is here.

import { Connection, UNSUPPORTED, supported } from "../shared/connection.js";
import { showState } from "../shared/status.js";
import { formatNumber, parseNumbers } from "./numbers.js";

const DESTINATION = "/topic/site.numbers";
/** Numbers come once a second; after so long without any they are out of date. */
const STALE_MILLIS = 5_000;

const badge = document.getElementById("state");
const notice = document.getElementById("notice");
const support = document.getElementById("support");
const list = document.getElementById("numbers");
const cells = [...list.querySelectorAll("[data-number]")];

let stale = null;

function markStale() {
  list.dataset.stale = "true";
}

function onMessage(body) {
  const numbers = parseNumbers(body);
  if (numbers === null) {
    return;
  }
  cells.forEach((cell) => (cell.textContent = formatNumber(cell.dataset.number, numbers[cell.dataset.number])));
  list.dataset.stale = "false";
  clearTimeout(stale);
  stale = setTimeout(markStale, STALE_MILLIS);
}

function onState(state, sentence) {
  showState(badge, notice, { state, sentence });
  if (state !== "live") {
    markStale();
  }
}

support.dataset.supported = String(supported());
if (supported()) {
  support.textContent = "Good news: this browser has WebSocket, so everything here works.";
  const connection = new Connection({ onState });
  connection.subscribe(DESTINATION, onMessage);
  connection.start();
} else {
  support.textContent = "This browser has no WebSocket. The pages can be read, but nothing moves; any current browser will do.";
  onState("offline", UNSUPPORTED);
}
