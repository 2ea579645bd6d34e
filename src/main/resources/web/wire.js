// The connection: one WebSocket at a time, opened again whenever it is lost. It knows frames and times, not what they mean.

import { Emitter } from './base.js';

const PROTOCOL = 'convoke.1';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15000;
/** A socket may hang in CONNECTING after a phone wakes up. */
const CONNECT_MS = 5000;
/** After this much silence a page that comes back asks whether anybody is there. */
const SILENT_MS = 3000;
const PROBE_MS = 2000;
/** Who is greeted answers within this, or is not there. */
const ANSWER_MS = 6000;

/** Emits: open, object (one of the server's), lost ({code, reason}), retry (at which time). */
export class Wire extends Emitter {
  #socket = null;
  #wanted = false;
  #waitMs = FIRST_WAIT_MS;
  #retry = 0;
  #connecting = 0;
  #probe = 0;
  #lastHeard = 0;
  #patienceMs = 0;
  #watch = 0;
  /** Whether any socket ever opened, and how many did not in a row: a proxy that passes none is told apart by it. */
  everOpened = false;
  failures = 0;
  retryAt = 0;

  constructor() {
    super();
    // A phone may not say that a page comes back by any one of these: each of them is believed.
    document.addEventListener('visibilitychange', () => document.hidden || this.wake());
    for (const sign of ['pageshow', 'online', 'focus']) window.addEventListener(sign, () => this.wake());
    window.addEventListener('offline', () => this.emit('offline'));
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** How it asks "is anybody there": set by whoever knows the protocol. */
  ask = null;

  start() {
    this.#wanted = true;
    if (!this.#socket) this.#connect();
  }

  /** Ends it for good, until start. */
  stop() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.retryAt = 0;
    this.#drop();
  }

  send(object) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(object));
    return true;
  }

  /** The server pings so often: who hears nothing for more than two of them has lost the connection. */
  expectPings(ms) {
    this.#patienceMs = ms > 0 ? ms * 2 + 5000 : 0;
  }

  /** One is where one wants to be: the next loss is tried again soon. Not before, or a server that shuts the door would be hammered. */
  settled() {
    this.#waitMs = FIRST_WAIT_MS;
  }

  /** The page is back, or somebody pressed "Now": an open socket has to show that it lives, any other is opened at once. */
  wake() {
    if (!this.#wanted) return;
    this.#waitMs = FIRST_WAIT_MS;
    if (!this.#socket) {
      this.#connect();
    } else if (this.isOpen && !this.#probe && performance.now() - this.#lastHeard > SILENT_MS && this.ask?.()) {
      this.#probe = setTimeout(() => this.#lose({ code: 1006, reason: 'silence' }), PROBE_MS);
    }
  }

  #connect() {
    clearTimeout(this.#retry);
    this.retryAt = 0;
    const address = new URL('ws', document.baseURI);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.hash = '';
    let socket;
    try {
      socket = new WebSocket(address, PROTOCOL);
    } catch {
      this.#lose({ code: 1006, reason: '' });
      return;
    }
    this.#socket = socket;
    this.#connecting = setTimeout(() => this.#lose({ code: 1006, reason: 'slow' }), CONNECT_MS);
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = event => socket === this.#socket && this.#hear(event.data);
    socket.onclose = event => socket === this.#socket && this.#lose(event);
  }

  #opened(socket) {
    if (socket !== this.#socket) return;
    clearTimeout(this.#connecting);
    this.everOpened = true;
    this.failures = 0;
    this.#lastHeard = performance.now();
    this.#watch = setInterval(() => {
      const silent = performance.now() - this.#lastHeard;
      if (this.#patienceMs && silent > this.#patienceMs && !document.hidden) this.#lose({ code: 1006, reason: 'silence' });
    }, 5000);
    this.#probe = setTimeout(() => this.#lose({ code: 1006, reason: 'silence' }), ANSWER_MS);
    this.emit('open');
  }

  #hear(data) {
    this.#lastHeard = performance.now();
    clearTimeout(this.#probe);
    this.#probe = 0;
    const socket = this.#socket;
    for (const line of String(data).split('\n')) {
      if (!line.trim()) continue;
      let object;
      try {
        object = JSON.parse(line);
      } catch {
        console.warn('a frame that is no JSON');
        continue;
      }
      this.emit('object', object);
      if (socket !== this.#socket) return;
    }
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#connecting);
    clearTimeout(this.#probe);
    clearInterval(this.#watch);
    this.#probe = 0;
    if (socket && socket.readyState < WebSocket.CLOSING) socket.close(1000);
  }

  #lose({ code, reason }) {
    if (this.#socket?.readyState !== WebSocket.OPEN && !this.everOpened) this.failures++;
    this.#drop();
    this.emit('lost', { code, reason });
    if (!this.#wanted || this.#socket) return;
    // Half of the wait is chance, so that a thousand pages do not all come back in the same moment after a restart.
    const wait = this.#waitMs * (0.5 + Math.random() / 2);
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
    this.retryAt = Date.now() + wait;
    this.#retry = setTimeout(() => this.#wanted && !this.#socket && this.#connect(), wait);
    this.emit('retry', this.retryAt);
  }
}
