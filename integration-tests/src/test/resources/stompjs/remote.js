'use strict';

/** A connection of stompjs as promises. Whatever waits for the server fails when an ERROR comes or the socket closes. */
class Connection {
  #client;
  #receipts = 0;
  #messages = [];
  #unread = [];
  #reader = () => {};
  #opened;
  #error;
  #ended;

  constructor({ url, login, passcode, clientId, heartBeat }) {
    this.#client = new StompJs.Client({
      brokerURL: url,
      connectHeaders: { login, passcode, ...(clientId && { 'client-id': clientId }) },
      heartbeatIncoming: heartBeat,
      heartbeatOutgoing: heartBeat,
      reconnectDelay: 0,
      splitLargeFrames: true,
    });
    this.#opened = new Promise(resolve => { this.#client.onConnect = resolve; });
    this.#error = new Promise(resolve => { this.#client.onStompError = resolve; });
    const closed = new Promise(resolve => { this.#client.onWebSocketClose = resolve; });
    this.#ended = Promise.race([
      this.#error.then(frame => { throw new Error(`ERROR ${frame.headers.message}`); }),
      closed.then(event => { throw new Error(`closed with ${event.code}`); }),
    ]);
    this.#ended.catch(() => {});
  }

  async open() {
    this.#client.activate();
    await this.#unlessEnded(this.#opened);
  }

  #unlessEnded(promise) {
    return Promise.race([promise, this.#ended]);
  }

  /** Sends a frame that asks for a receipt, and waits for it. */
  #confirmed(send) {
    const receipt = `receipt-${++this.#receipts}`;
    const confirmed = new Promise(resolve => this.#client.watchForReceipt(receipt, resolve));
    send({ receipt });
    return this.#unlessEnded(confirmed);
  }

  /** A text goes without content-length, which makes it a TextMessage of JMS. */
  async send({ destination, headers, text, bytes }) {
    const body = bytes === undefined
      ? { body: text, skipContentLengthHeader: true }
      : { binaryBody: Uint8Array.from(atob(bytes), character => character.charCodeAt(0)) };
    await this.#confirmed(receipt => this.#client.publish({ destination, headers: { ...headers, ...receipt }, ...body }));
  }

  async subscribe({ destination, headers }) {
    await this.#confirmed(receipt =>
      this.#client.subscribe(destination, message => this.#take(message), { ...headers, ...receipt }));
  }

  #take(message) {
    this.#unread.push(message);
    this.#reader();
  }

  /** The next message, with a number under which it is acknowledged. */
  async next() {
    while (this.#unread.length === 0) {
      await this.#unlessEnded(new Promise(resolve => { this.#reader = resolve; }));
    }
    const message = this.#unread.shift();
    const bytes = Array.from(message.binaryBody, byte => String.fromCharCode(byte)).join('');
    return { number: this.#messages.push(message) - 1, headers: message.headers, body: btoa(bytes) };
  }

  async ack({ number, headers }) {
    await this.#confirmed(receipt => this.#messages[number].ack({ ...headers, ...receipt }));
  }

  async nack({ number, headers }) {
    await this.#confirmed(receipt => this.#messages[number].nack({ ...headers, ...receipt }));
  }

  async begin({ transaction }) {
    this.#client.begin(transaction);
  }

  async commit({ transaction }) {
    this.#client.commit(transaction);
  }

  async abort({ transaction }) {
    this.#client.abort(transaction);
  }

  /** What the error callback was told. */
  async error() {
    return (await this.#error).headers.message;
  }

  async close() {
    await this.#client.deactivate();
  }
}

/** Calls by JSON: {"connection": 1, "method": "send", "limit": 30000, "argument": {…}}, answered by a value or a failure. */
globalThis.stompjs = {
  connections: new Map(),

  async call(json) {
    const { connection, method, limit, argument } = JSON.parse(json);
    if (method === 'open') {
      this.connections.set(connection, new Connection(argument));
    }
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error(`${method} took more than ${limit} ms`)), limit));
    try {
      const value = await Promise.race([this.connections.get(connection)[method](argument), late]);
      return JSON.stringify({ value });
    } catch (error) {
      return JSON.stringify({ failure: String(error.message) });
    }
  },
};
