// My lines that are not everybody's yet, under the talk: what waits, what was refused, and what one can do about it.

import { byId, button, el, icon } from './dom.js';
import { bubble } from './line.js';
import { rich, t } from './say.js';

/** A line that takes no longer than this says nothing of being under way. */
const QUIET_MS = 400;

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
    const young = this.#outbox.queue.some(item => item.state === 'sending' && Date.now() - item.sentAt < QUIET_MS);
    if (young) this.#timer = setTimeout(() => this.#draw(), QUIET_MS + 20);
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
    if (state === 'sending' && Date.now() - sentAt >= QUIET_MS) return [icon('clock', true), el('span', { class: 'sr' }, t('talk.sending'))];
    return null;
  }

  #acts(item, key) {
    return [button(t(key), () => this.#outbox.again(item), 'link'), button(t('talk.drop'), () => this.#outbox.drop(item), 'link')];
  }
}
