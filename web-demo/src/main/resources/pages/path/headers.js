// What the headers that arrived at the bridge say about who stands in between. No DOM here.

const OF_PROXIES = /^(?:via|forwarded|x-forwarded-.*|x-real-ip)$/i;

/** The value of a header as it arrived, by its name in any case; null if it is not there. */
export function header(arrived, name) {
  return arrived.headers.find((each) => each.name.toLowerCase() === name.toLowerCase())?.value ?? null;
}

/**
 * @param {{headers: Array<{name: string, value: string}>}} arrived the request as it arrived
 * @param {{host: string, userAgent: string, token: string}} sent what the browser sent, as far as a page knows it
 * @returns {{changed: string[], proxies: string[]}} headers that did not arrive as sent, and those that only a proxy adds
 */
export function compareHeaders(arrived, sent) {
  const expected = { "X-Path-Check": sent.token, Host: sent.host, "User-Agent": sent.userAgent };
  return {
    changed: Object.keys(expected).filter((name) => header(arrived, name) !== expected[name]),
    proxies: arrived.headers.map(({ name }) => name).filter((name) => OF_PROXIES.test(name)),
  };
}
