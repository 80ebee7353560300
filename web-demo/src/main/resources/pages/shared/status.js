// The badge that names the state of the connection, and the sentence below it when something is wrong.

const LABELS = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  offline: "Offline",
  closed: "Closed",
  stopped: "Stopped",
};

/** The badge is announced by screen readers, so it is only written when the state changes. */
export function showState(badge, notice, { state, sentence }) {
  if (badge.dataset.state !== state) {
    badge.dataset.state = state;
    badge.textContent = LABELS[state];
  }
  notice.textContent = sentence ?? "";
  notice.hidden = sentence === null;
}
