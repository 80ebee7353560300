// The bridge's sentences about broken contracts, in the words of a page. No DOM here.

const PREFIX = "the message breaks the contract of its destination: ";
const WORDS = { body: "message", "content-type": "type of the content" };

/** "…: text: is too long" becomes "The text is too long."; any other sentence stays as it is. */
export function ruleInWords(sentence) {
  if (!sentence.startsWith(PREFIX)) {
    return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${sentence.endsWith(".") ? "" : "."}`;
  }
  const rule = sentence.slice(PREFIX.length);
  const colon = rule.indexOf(": ");
  const field = rule.slice(0, colon);
  const fault = rule.slice(colon + 2);
  return `The ${WORDS[field] ?? field} ${fault.startsWith("not ") ? `is ${fault}` : fault}.`;
}
