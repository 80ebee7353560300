// The path check: runs one probe after the other and shows what each found. All wiring of the page is here.

import { bridgeAddress } from "../shared/connection.js";
import { element } from "../shared/shell.js";
import { compareHeaders } from "./headers.js";
import * as probes from "./probes.js";
import { judge } from "./verdict.js";

const SIZES = [["1 KiB", 1_024], ["64 KiB", 65_536], ["1 MiB", 1_048_576]];
const RESULTS = { running: "…", good: "Good", bad: "In the way", noted: "Noted", skipped: "Not checked" };

const checks = document.querySelector("#checks tbody");
const verdict = document.getElementById("verdict");
const controls = document.getElementById("controls");
const quiet = document.getElementById("quiet");
const other = document.getElementById("other");
const secure = location.protocol === "https:";
const otherScheme = secure ? "ws" : "wss";

/** A row of the table; `show` is called as often as something is known. */
function row(name) {
  const result = element("td");
  const measured = element("td");
  const line = element("tr", {}, element("th", { scope: "row" }, name), result, measured);
  checks.append(line);
  const show = (outcome, text) => {
    line.dataset.outcome = outcome;
    result.textContent = RESULTS[outcome];
    measured.textContent = text;
  };
  show("running", "");
  return show;
}

/** Runs one check: `measure` gets `show` and returns the finding, or throws; then the finding has `failed`. */
async function check(name, measure) {
  const show = row(name);
  try {
    return await measure(show);
  } catch (failure) {
    if (!(failure instanceof probes.ProbeFailure)) {
      throw failure;
    }
    const closed = failure.code === null ? "" : `, close code ${failure.code}`;
    show("bad", `${failure.message}${closed}, after ${millis(failure.millis)}`);
    return { failed: true, seconds: failure.millis / 1_000 };
  }
}

function millis(time) {
  return time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`;
}

async function checkRequest(show) {
  const token = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const { arrived, protocol, millis: time } = await probes.request("../api/request", token);
  const { changed, proxies } = compareHeaders(arrived, { token, host: location.host, userAgent: navigator.userAgent });
  showArrived(arrived);
  const outcome = changed.length + proxies.length === 0 ? "good" : "noted";
  const notes = [
    `answered in ${millis(time)}`,
    changed.length === 0 ? "headers arrived as sent" : `changed: ${changed.join(", ")}`,
    proxies.length === 0 ? "no trace of a proxy" : `written by a proxy: ${proxies.join(", ")}`,
  ];
  show(outcome, notes.join("; "));
  return { changed, proxies, protocol, direct: arrived.client === arrived.peer };
}

function showArrived({ headers }) {
  const rows = headers.map(({ name, value }) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value)));
  document.querySelector("#arrived tbody").replaceChildren(...rows);
}

async function checkPings(show, socket) {
  const times = await probes.pings(socket);
  const median = times[times.length >> 1];
  show("good", `${millis(median)} there and back; ${times.length} times, from ${millis(times[0])} to ${millis(times.at(-1))}`);
  return { median };
}

async function checkSizes(show) {
  const { socket } = await probes.open(bridgeAddress("/echo/raw"));
  let name;
  try {
    for (const [each, length] of SIZES) {
      name = each;
      const { millis: time } = await probes.unchanged(socket, length);
      show("running", `${name} came back unchanged in ${millis(time)}`);
    }
    show("good", `up to ${name} came back unchanged`);
    return {};
  } catch (failure) {
    show("bad", `${name}: ${failure.message}`);
    return { failedAt: name };
  } finally {
    socket.close();
  }
}

async function checkSubprotocol(show) {
  const { name, millis: time } = await probes.subprotocol();
  show(name === "v12.stomp" ? "good" : "bad", name === "" ? "lost on the way" : `${name}, agreed in ${millis(time)}`);
  return { name };
}

async function checkSilence(show, socket) {
  const seconds = Number(quiet.value);
  if (seconds === 0) {
    show("skipped", "");
    return undefined;
  }
  await probes.silence(socket, seconds, (left) => show("running", `${left} seconds left`));
  show("good", `still carries after ${seconds} silent seconds`);
  return { seconds };
}

/** A failing attempt is written to the console by the browser, so it is made on request alone. */
async function checkOther(show) {
  if (!other.checked) {
    show("skipped", "");
    return undefined;
  }
  try {
    const { socket, millis: time } = await probes.open(`${otherScheme}://${location.host}/echo`);
    socket.close();
    show("good", `opened in ${millis(time)}`);
    return { scheme: otherScheme };
  } catch (failure) {
    show("noted", failure.message);
    return { scheme: otherScheme, failed: true };
  }
}

function showVerdict({ verdict: kind, title, advice }) {
  verdict.dataset.verdict = kind;
  document.getElementById("verdict-title").textContent = title;
  document.getElementById("advice").replaceChildren(...advice.map((sentence) => element("li", {}, sentence)));
}

async function run() {
  checks.replaceChildren();
  showVerdict({ verdict: "pending", title: "Checking…", advice: [] });
  const findings = { secure };
  findings.request = await check("A plain request", checkRequest);
  let socket = null;
  findings.socket = await check(`WebSocket over ${secure ? "wss" : "ws"}`, async (show) => {
    const opened = await probes.open(bridgeAddress("/echo"));
    socket = opened.socket;
    show("good", `opened in ${millis(opened.millis)}`);
    return {};
  });
  findings.subprotocol = await check("Subprotocol of /stomp", checkSubprotocol);
  findings.other = await check(`WebSocket over ${otherScheme}`, checkOther);
  if (socket !== null) {
    findings.ping = await check("Round trip", (show) => checkPings(show, socket));
    findings.sizes = await check("Large messages", checkSizes);
    showVerdict(judge(findings));
    findings.silence = await check("Silence", (show) => checkSilence(show, socket));
    socket.close();
  }
  showVerdict(judge(findings));
}

controls.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = document.getElementById("run");
  button.disabled = true;
  try {
    await run();
  } finally {
    button.disabled = false;
  }
});
/** A link may choose: ?quiet=0 */
const wanted = new URLSearchParams(location.search).get("quiet");
if ([...quiet.options].some((option) => option.value === wanted)) {
  quiet.value = wanted;
}
document.getElementById("other-scheme").textContent = otherScheme;
if ("WebSocket" in window) {
  controls.requestSubmit();
} else {
  showVerdict({ verdict: "bad", title: "This browser has no WebSocket.", advice: ["Any current browser will do."] });
}
