// What I wrote and what becomes of it: in order, one under way at a time, kept over a reload, and after a return sent once more under
// the same name only if it neither was acknowledged nor came back as my own line. Below it, how that looks.

import { Emitter, here } from './base.js';
import { button, byId, el, icon } from './dom.js';
import { bubble } from './line.js';
import { rich, spanOf, t } from './say.js';

const STALE_MS = 10 * 60 * 1000;
const MOST_TRIES = 3;
const WAITS = new Set(['too-fast', 'slow-mode']);
/** Then it is no use to try: the text goes back to the field, which says why. */
export const BARRED = new Set(['muted', 'all-muted', 'observer', 'held', 'no-moderator', 'not-open', 'lobby']);

/** Emits: change, sent (a line is acknowledged), back (item, code: a text that goes back to the field). */
export class Outbox extends Emitter {
  /** {id, kind, to, text, at, state: waiting | sending | failed | stale, goesAt, seq, code, why}. */
  queue = [];
  /** When slow mode lets me speak again, by this device's clock. */
  nextAt = 0;
  #session;
  #room;
  #ready = false;
  #timer = 0;

  constructor(session, room) {
    super();
    this.#session = session;
    this.#room = room;
    for (const item of here.get('queue', [])) this.queue.push({ ...item, state: item.state === 'sending' ? 'waiting' : item.state });
    session.on('caught-up', () => this.#back());
    session.on('net', state => state !== 'live' && this.#lost());
    session.on('shut', () => this.#lost());
  }

  save() {
    if (this.queue.length) here.set('queue', this.queue);
    else here.remove('queue');
  }

  push(kind, text, to) {
    const item = { id: this.#session.id(), kind, text: text.normalize('NFC'), to, at: Date.now(), state: 'waiting', goesAt: 0, tries: 0 };
    if (kind !== 'private') item.goesAt = this.nextAt > Date.now() ? this.nextAt : 0;
    this.queue.push(item);
    this.#changed();
    this.#pump();
    return item;
  }

  again(item) {
    Object.assign(item, { state: 'waiting', goesAt: 0, tries: 0, at: Date.now(), id: item.state === 'failed' ? this.#session.id() : item.id });
    this.#changed();
    this.#pump();
  }

  drop(item) {
    this.queue = this.queue.filter(other => other !== item);
    this.#changed();
    this.#pump();
  }

  #changed() {
    this.save();
    this.emit('change');
  }

  /** What was missed is here: what is still not known to have arrived goes once more, unless it was written long ago. */
  #back() {
    this.#ready = true;
    for (const item of this.queue) if (item.state === 'waiting' && Date.now() - item.at > STALE_MS) item.state = 'stale';
    this.#changed();
    this.#pump();
  }

  #lost() {
    this.#ready = false;
    for (const item of this.queue) if (item.state === 'sending') item.state = 'waiting';
    this.#changed();
  }

  get offline() {
    return !this.#ready;
  }

  #pump() {
    if (!this.#ready || this.queue.some(item => item.state === 'sending')) return;
    const next = this.queue.find(item => item.state === 'waiting' && item.seq === undefined);
    if (!next) return;
    const wait = next.goesAt - Date.now();
    if (wait > 0) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#pump(), wait + 30);
      return;
    }
    next.state = 'sending';
    next.sentAt = Date.now();
    this.#changed();
    this.#session.ask(this.#object(next)).then(answer => this.#answered(next, answer));
  }

  #object({ id, kind, text, to }) {
    switch (kind) {
      case 'private': return { type: 'command', name: 'msg', argument: to + ' ' + text, id };
      case 'announce': return { type: 'command', name: 'announce', argument: text, id };
      default: return { type: kind, text, id };
    }
  }

  #answered(item, answer) {
    if (!this.queue.includes(item)) return this.#pump();
    if (answer.ok) this.#arrived(item, answer.seq);
    else if (answer.code === 'lost') item.state = 'waiting';
    else if (WAITS.has(answer.code) && item.tries++ < MOST_TRIES) {
      item.state = 'waiting';
      item.goesAt = Date.now() + (answer.waitMs ?? (spanOf(/\d+ \w+/.exec(answer.text ?? '')?.[0]) || 2000));
      if (answer.code === 'slow-mode') this.nextAt = item.goesAt;
    } else if (BARRED.has(answer.code)) {
      this.queue = this.queue.filter(other => other !== item);
      this.emit('back', item, answer);
    } else {
      Object.assign(item, { state: 'failed', code: answer.code, why: answer.text });
    }
    this.#changed();
    this.#pump();
  }

  #arrived(item, seq) {
    this.#spoke(item);
    if (seq === undefined || this.#seen.has(seq)) this.queue = this.queue.filter(other => other !== item);
    else Object.assign(item, { seq, state: 'waiting' });
    this.emit('sent', item);
  }

  #spoke({ kind }) {
    if (kind !== 'private' && this.#room.slowMs && !this.#room.moderates) this.nextAt = Date.now() + this.#room.slowMs;
  }

  #seen = new Set();

  /** An event of my own came: the line that waits for it gives way to it. */
  own({ kind, seq, text }) {
    this.#seen.add(seq);
    const waiting = this.queue.find(item => item.seq === seq)
      ?? this.queue.find(item => item.seq === undefined && item.sentAt && item.state !== 'failed' && KIND[item.kind] === kind && same(item.text, text));
    if (waiting) this.#gone(waiting);
  }

  ownPrivate({ to, text }) {
    const waiting = this.queue.find(item => item.kind === 'private' && item.to === to && same(item.text, text));
    if (waiting) this.#gone(waiting);
  }

  #gone(item) {
    this.#spoke(item);
    this.queue = this.queue.filter(other => other !== item);
    this.#changed();
    this.#pump();
  }
}

const KIND = { say: 'say', me: 'me', announce: 'announcement' };

/** The engine makes blanks of line ends and tabs. */
const same = (one, other) => one.replace(/\s+/g, ' ').trim() === other.replace(/\s+/g, ' ').trim();

/** A line that takes no longer than this says nothing of being under way. */
const UNSAID_MS = 400;

export class Pending {
  #outbox;
  #room;
  #why;
  #list = byId('pending');
  #timer = 0;
  #drawn = '';

  constructor(outbox, room, why) {
    this.#outbox = outbox;
    this.#room = room;
    this.#why = why;
    outbox.on('change', () => this.#draw());
    setInterval(() => outbox.queue.some(item => item.goesAt > Date.now()) && this.#draw(), 500);
    this.#draw();
  }

  #draw() {
    clearTimeout(this.#timer);
    const { queue, offline } = this.#outbox;
    const waiting = offline ? queue.filter(item => item.state === 'waiting') : [];
    const rows = queue.map(item => this.#row(item, waiting));
    const drawn = rows.map(row => row.outerHTML.length + row.className + row.textContent).join('\n');
    if (drawn === this.#drawn) return this.#again();
    this.#drawn = drawn;
    this.#list.replaceChildren(...rows);
    return this.#again();
  }

  /** What is under way says so if it takes long. */
  #again() {
    const young = this.#outbox.queue.some(item => item.state === 'sending' && Date.now() - item.sentAt < UNSAID_MS);
    if (young) this.#timer = setTimeout(() => this.#draw(), UNSAID_MS + 20);
  }

  #row(item, waiting) {
    const { state, kind, to, text, goesAt } = item;
    const kindOf = state === 'failed' || state === 'stale' ? ' failed' : waiting.includes(item) || goesAt > Date.now() ? ' queued' : '';
    const body = bubble(text);
    const says = this.#says(item, waiting);
    const who = kind === 'private' ? el('span', { class: 'state only' }, icon('lock', true), el('span', null, rich('talk.only-to', { who: to }))) : null;
    return el('li', { class: 'own pending' + kindOf + (kind === 'private' ? ' to-one' : ''), 'data-id': item.id, 'data-state': state }, body, who,
      says ? el('span', { class: 'state' }, says) : null);
  }

  #says(item, waiting) {
    const { state, goesAt, sentAt } = item;
    if (state === 'failed') {
      const reason = this.#why({ code: item.code, text: item.why }, this.#room, { nick: item.to });
      return [icon('warn', true), el('span', null, rich('talk.failed', { why: el('span', null, reason) })), ...this.#acts(item, 'talk.again')];
    }
    if (state === 'stale') return [icon('clock', true), el('span', null, t('talk.stale')), ...this.#acts(item, 'talk.stale.yes')];
    if (goesAt > Date.now()) return [icon('clock', true), el('span', null, t('talk.goes-in', { n: Math.ceil((goesAt - Date.now()) / 1000) }))];
    // One line for all that waits, under the last of it.
    if (waiting.length) return item === waiting[waiting.length - 1] ? [icon('clock', true), el('span', null, t('talk.queued', { n: waiting.length }))] : null;
    if (state === 'sending' && Date.now() - sentAt >= UNSAID_MS) return [icon('clock', true), el('span', { class: 'sr' }, t('talk.sending'))];
    return null;
  }

  #acts(item, key) {
    return [button(t(key), () => this.#outbox.again(item), 'link'), button(t('talk.drop'), () => this.#outbox.drop(item), 'link')];
  }
}
