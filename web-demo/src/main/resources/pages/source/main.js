// Shows one file of the site as text: ?file=ticker/main.js.

import { siteAddress } from "../shared/shell.js";

/** A file of the site that is text, by its path from the root. */
const FILE = /^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.(?:html|js|css|svg|json)$/;
const TIMEOUT_MILLIS = 5_000;

async function read(file) {
  const response = await fetch(siteAddress(file), { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  if (!response.ok) {
    throw new Error(`the bridge answers ${response.status}`);
  }
  return response.text();
}

function complain(sentence) {
  const notice = document.getElementById("notice");
  notice.textContent = sentence;
  notice.hidden = false;
}

const file = new URLSearchParams(location.search).get("file") ?? "";
if (FILE.test(file)) {
  document.getElementById("file").textContent = file;
  document.title = `${file} · StompBridge`;
  try {
    document.getElementById("text").textContent = await read(file);
  } catch (error) {
    complain(`The file could not be read: ${error.message}.`);
  }
} else {
  complain("This is no file of the site. Follow a link at the bottom of one of the pages.");
}
