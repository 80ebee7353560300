// The broadcast page: one composer for two chats, the naive one and the one over STOMP topics. All wiring of the page is here.

import { Connection, UNSUPPORTED, supported } from "../shared/connection.js";
import { showState } from "../shared/status.js";
import { TopicChat } from "./chat.js";
import { nameProblem, readMessage, writeMessage } from "./message.js";
import { NaiveChat } from "./naive.js";
import { Presence } from "./presence.js";
import { ruleInWords } from "./rules.js";
import { runTrial } from "./trial.js";

const NAME_KEY = "chat-name";
const MAX_OWN = 200;
const CAME = "Connected. The last message and who is here came along.";
const LEFT = "Disconnected. It comes back by itself.";
const BACK = "Back again, with the last message in case it was missed.";

const get = (id) => document.getElementById(id);
const badge = get("state");
const notice = get("notice");
const join = get("join");
const compose = get("compose");
const problem = get("problem");
const own = new Set();
const isOwn = (id) => own.has(id);

let name = null;
let live = false;
let everLive = false;

/** Storage is denied in some private windows; the name then holds for this page alone. */
function stored() {
  try {
    return sessionStorage.getItem(NAME_KEY);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    value === null ? sessionStorage.removeItem(NAME_KEY) : sessionStorage.setItem(NAME_KEY, value);
  } catch {
    // Nothing is lost but the memory of it.
  }
}

function complain(sentence) {
  problem.textContent = sentence ?? "";
  problem.hidden = sentence === null;
}

function enter(chosen) {
  name = chosen;
  store(name);
  join.hidden = name !== null;
  compose.hidden = name === null;
  get("as").textContent = name ?? "";
  complain(null);
}

function onState(state, sentence) {
  showState(badge, notice, { state, sentence });
  if (state === "live") {
    chat.tell(everLive ? BACK : CAME);
    presence.again();
  } else if (live) {
    chat.tell(LEFT);
  }
  live = state === "live";
  everLive ||= live;
}

async function send(text) {
  const body = writeMessage(name, text);
  own.add(readMessage(body)?.id);
  if (own.size > MAX_OWN) {
    own.delete(own.values().next().value);
  }
  const passed = naive.send(body);
  try {
    await chat.send(body);
    complain(passed ? null : "Sent to the chat over STOMP only: the naive one has no connection.");
  } catch (error) {
    complain(`${passed ? "The naive chat passed it on. " : ""}The bridge did not: ${ruleInWords(error.message)}`);
  }
}

const connection = new Connection({ onState });
const chat = new TopicChat({ log: get("chat-log"), people: get("people") }, connection, isOwn);
const presence = new Presence(connection, (people) => {
  get("people-count").textContent = String(people.length);
  chat.showPeople(people, presence.id);
});
const naive = new NaiveChat(
  { log: get("naive-log"), toggle: get("naive-toggle"), badge: get("naive-state"), notice: get("naive-notice") }, isOwn);

join.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = get("name").value.trim();
  const wrong = nameProblem(chosen);
  complain(wrong);
  if (wrong === null) {
    enter(chosen);
    presence.join(chosen);
    get("message").focus();
  }
});

compose.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = get("message").value.trim();
  if (text !== "") {
    get("message").value = "";
    send(text);
  }
});

get("leave").addEventListener("click", () => {
  presence.leave();
  enter(null);
  get("name").focus();
});

get("attack").addEventListener("click", async () => {
  get("attack").disabled = true;
  get("trial").hidden = false;
  try {
    await runTrial(get("trial-rows"), naive);
    get("trial-state").textContent = "All five are known to everyone on the left and to nobody on the right.";
  } catch (error) {
    get("trial-state").textContent = `The trial ended early: ${error.message}.`;
  } finally {
    get("attack").disabled = false;
  }
});

if (supported()) {
  naive.open();
  connection.start();
  const remembered = stored();
  if (remembered !== null && nameProblem(remembered) === null) {
    enter(remembered);
    presence.join(remembered);
  }
} else {
  onState("offline", UNSUPPORTED);
}
