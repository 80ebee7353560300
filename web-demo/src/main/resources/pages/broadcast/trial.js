// The table of what each chat did with the malformed data.

import { element } from "../shared/shell.js";
import { LOBBY } from "./chat.js";
import { consequence, malformedPieces } from "./malformed.js";
import { ruleInWords } from "./rules.js";
import { vandalise } from "./vandal.js";

/** Sends all pieces to both, and fills the table as the answers come. Breaks if the bridge gives none. */
export async function runTrial(body, naive) {
  const pieces = malformedPieces();
  const rows = pieces.map(({ title }) => {
    const [first, second] = [element("td"), element("td", {}, "Sent next…")];
    const row = element("tr", {}, element("th", { scope: "row" }, title), first, second);
    return { row, first, second };
  });
  body.replaceChildren(...rows.map(({ row }) => row));
  pieces.forEach(({ body: piece }, i) => {
    const passed = naive.send(piece);
    show(rows[i].first, passed ? "passed" : "idle", passed ? "Handed to everyone." : "Not sent: there is no connection.",
      passed ? consequence(piece) : "");
  });
  await vandalise(LOBBY, pieces.map((piece) => piece.body), {
    onRefused: (i, sentence, code) =>
      show(rows[i].second, "refused", `Refused: ${ruleInWords(sentence)}`, `Closed with ${code}; coming back…`),
    onBack: (i, millis) => {
      rows[i].second.querySelector(".meta").textContent = `Its connection was closed and back after ${(millis / 1_000).toFixed(1)} s.`;
    },
  });
}

function show(cell, outcome, verdict, detail) {
  cell.dataset.outcome = outcome;
  cell.replaceChildren(element("strong", {}, verdict), " ", element("span", { class: "meta" }, detail));
}
