// From what was found to words: who is likely to be in the way, and what to change there. No DOM here.

/** Above this a reader notices that something travels. */
const SLOW_MILLIS = 250;

/** Proxies that close what is silent mostly do so after a minute; the bridge pings a silent browser every 25 seconds. */
const RULES = [
  {
    holds: ({ request }) => request?.failed,
    bad: true,
    words: () => "Not even a plain request reached the bridge: it is stopped, the network is down, or this page is served by somebody else, "
      + "who does not pass /api on.",
  },
  {
    holds: ({ request, socket }) => socket?.failed && request?.changed?.includes("Host"),
    bad: true,
    words: () => "A proxy in front of the bridge replaces the header Host, so that the bridge takes this page for a foreign one and refuses its "
      + "WebSocket. Let the proxy pass Host on (nginx: proxy_set_header Host $http_host), or name this page's origin in web.allowed-origins.",
  },
  {
    holds: ({ request, socket }) => socket?.failed && request && !request.failed && !request.changed?.includes("Host"),
    bad: true,
    words: ({ secure }) => "Plain requests come through and WebSockets do not. A reverse proxy must pass the upgrade on (nginx: "
      + "proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade, proxy_set_header Connection \"upgrade\"; haproxy does so by "
      + `itself in mode http).${secure
        ? " If it does, a security product on this device or in its network is likely, which opens encrypted connections."
        : " If there is none, a proxy of this network is likely: over https, and so wss, it cannot look inside."}`,
  },
  {
    holds: ({ subprotocol }) => subprotocol && !subprotocol.failed && subprotocol.name !== "v12.stomp",
    bad: true,
    words: () => "The WebSocket opens, but its subprotocol is lost on the way. A proxy drops the header Sec-WebSocket-Protocol of the request or "
      + "of the answer: let it pass both on. The bridge serves clients without one, other servers do not.",
  },
  {
    holds: ({ socket, subprotocol }) => socket && !socket.failed && subprotocol?.failed,
    bad: true,
    words: () => "/echo opens and /stomp does not. Somebody in between decides by the path: look for a rule of a proxy or a firewall for /stomp.",
  },
  {
    holds: ({ sizes }) => sizes?.failedAt,
    bad: true,
    words: ({ sizes }) => `A message of ${sizes.failedAt} did not come back as it was sent. A proxy or a web application firewall bounds or `
      + "inspects messages: raise its bound, or send less at once.",
  },
  {
    holds: ({ silence }) => silence?.failed,
    bad: true,
    words: ({ silence }) => `Silence was punished after ${Math.round(silence.seconds)} seconds. A proxy closes connections that look idle (nginx: `
      + "proxy_read_timeout, haproxy: timeout tunnel): raise that, or make websocket.ping-after of the bridge shorter than it.",
  },
  {
    holds: ({ other }) => other?.failed,
    bad: false,
    words: ({ other }) => `${other.scheme} does not answer at this address. That is as it should be where the bridge has one kind of listener; where a `
      + "proxy offers both, its other port does not lead to the bridge.",
  },
  {
    holds: ({ request }) => request?.changed?.some((name) => name !== "Host"),
    bad: false,
    words: ({ request }) => `Headers did not arrive as they were sent: ${request.changed.join(", ")}. Somebody in between reads and writes them; `
      + "whoever counts on them should know.",
  },
  {
    holds: ({ request }) => request?.protocol && !request.protocol.startsWith("http/1"),
    bad: false,
    words: ({ request }) => `The browser speaks ${request.protocol} to somebody who speaks HTTP/1.1 to the bridge: a proxy or a content delivery `
      + "network stands in between.",
  },
  {
    holds: ({ request }) => request?.proxies?.length > 0 && request.direct,
    bad: false,
    words: ({ request }) => `A proxy says on whose behalf it asks (${request.proxies.join(", ")}), and the bridge does not believe it: all browsers count as `
      + "one address. Name the proxy's network in web.proxies.",
  },
  {
    holds: ({ request }) => request?.proxies?.length > 0 && !request.direct,
    bad: false,
    words: ({ request }) => `A proxy that the bridge knows stands in between (${request.proxies.join(", ")}).`,
  },
  {
    holds: ({ ping }) => ping?.median > SLOW_MILLIS,
    bad: false,
    words: ({ ping }) => `A message takes ${Math.round(ping.median)} ms there and back. That is the network, not the bridge: a slow line, a far `
      + "away server, or a detour through a VPN.",
  },
];

/**
 * @param {object} findings what the checks found, by name; checks that did not run are absent
 * @returns {{verdict: "good" | "bad", title: string, advice: string[]}}
 */
export function judge(findings) {
  const applying = RULES.filter((rule) => rule.holds(findings));
  const bad = applying.some((rule) => rule.bad);
  return {
    verdict: bad ? "bad" : "good",
    title: bad ? "Something is in the way." : "Nothing is in the way: this browser can have everything that the bridge sends.",
    advice: applying.map((rule) => rule.words(findings)),
  };
}
