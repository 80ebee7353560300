// The tracker: all wiring of the page is here. Nothing about a position happens before the button of consent is pressed.

import { Connection, UNSUPPORTED, supported } from "../shared/connection.js";
import { showState } from "../shared/status.js";
import { countriesOf, placeName } from "./atlas.js";
import { obstacle } from "./failures.js";
import { VisitorList } from "./list.js";
import { WorldMap } from "./map.js";
import { GRIDS, POSITIONS } from "./position.js";
import { Sharing } from "./sharing.js";
import { Visitors } from "./visitors.js";

const OUTLINES = "../vendor/world-atlas-2.0.2/";
const TICK_MILLIS = 1_000;
/** The bridge hands back one's own position within milliseconds; if not, it took it for expired. */
const RETURN_MILLIS = 10_000;

const find = (id) => document.getElementById(id);

const visitors = new Visitors({ onChange: schedule });
const map = new WorldMap(find("map"), { loadFine: () => outlines("countries-50m.json") });
const list = new VisitorList(find("visitors"), find("nobody"), (id) => choose(id));

let countries = null;
let connection = null;
let sharing = null;
let scheduled = false;
/** The id of the own point that the map went to, so that it goes there once. */
let visited = null;

async function outlines(file) {
  const response = await fetch(new URL(OUTLINES + file, import.meta.url));
  if (!response.ok) {
    throw new Error("the outlines are missing");
  }
  return countriesOf(await response.json());
}

function choose(id) {
  const visitor = visitors.get(id);
  if (visitor) {
    map.showPlace(visitor);
    find("map").scrollIntoView({ block: "nearest" });
  }
}

/** However much happens, the page is written once a frame; a hidden page has no frames and is written when it is seen. */
function schedule() {
  if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      show();
    });
  }
}

function show() {
  const own = visitors.get(sharing?.id);
  const countryOf = countries && ((place) => placeName(countries, place));
  list.show(visitors.all, { own, countryOf, now: Date.now() });
  map.show(visitors.all, own?.id);
  find("count").textContent = count(visitors.all.length);
  find("full").hidden = !visitors.isFull;
  if (sharing !== null) {
    showSharing(own);
  }
  if (own && visited !== own.id) {
    visited = own.id;
    map.showPlace(own);
  }
}

function count(number) {
  return number === 1 ? "1 visitor" : `${number} visitors`;
}

function showSharing(own) {
  const active = sharing.id !== null || sharing.state === "locating";
  find("consent").hidden = active;
  find("active").hidden = !active;
  write(find("progress"), progress(own));
  const problem = obstacle() ?? sharing.problem ?? clockProblem(own);
  write(find("problem"), problem ?? "");
  find("problem").hidden = problem === null;
  find("share").disabled = obstacle() !== null;
}

/** Announced by screen readers, so it is only written when it changes. */
function write(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

function progress(own) {
  switch (sharing.state) {
    case "locating":
      return "Waiting for the device to find out where it is. Nothing has been sent.";
    case "shared":
      return own
        ? `Everybody with this page open sees your point, rounded to: ${sharing.grid.text}.`
        : "Sending your point…";
    case "removing":
      return "Removing your point… It goes as soon as the bridge can be reached, and at the latest after 90 seconds.";
    case "removed":
      return "Your point is removed everywhere, and its id is forgotten. Nothing is shared.";
    default:
      return "Nothing is shared.";
  }
}

function clockProblem(own) {
  const overdue = sharing.state === "shared" && !own && connection.connected
    && sharing.sentAt > 0 && Date.now() - sharing.sentAt > RETURN_MILLIS;
  return overdue
    ? "Your position did not come back from the bridge, so nobody sees it. Perhaps the clock of this device is wrong: set it "
      + "by the network."
    : null;
}

function agree(event) {
  event.preventDefault();
  const grid = GRIDS[new FormData(event.target).get("grid")];
  sharing.start(grid);
  show();
  find("stop").focus();
}

function stop() {
  const id = sharing.id;
  sharing.stop();
  if (id !== null) {
    visitors.forget(id); // Here at once, elsewhere with the next message.
  }
}

function start() {
  connection = new Connection({
    onState: (state, sentence) => {
      showState(find("state"), find("notice"), { state, sentence });
      if (state === "live") {
        sharing.connected();
      }
    },
  });
  sharing = new Sharing({ connection, onChange: schedule });
  connection.subscribe(`${POSITIONS}>`, (body, headers) => visitors.take(body, headers));
  find("consent").addEventListener("submit", agree);
  find("stop").addEventListener("click", () => {
    stop();
    show();
    find("share").focus();
  });
  window.addEventListener("pagehide", stop);
  connection.start();
}

if (supported()) {
  start();
} else {
  showState(find("state"), find("notice"), { state: "closed", sentence: UNSUPPORTED });
  find("share").disabled = true;
}
setInterval(() => {
  visitors.expire();
  schedule();
}, TICK_MILLIS);
outlines("countries-110m.json").then((loaded) => {
  countries = loaded;
  map.countries = loaded;
  schedule();
}, () => (find("outlines").hidden = false));
schedule();
