// The log: all that was said in an array, the newest few hundred lines of it as elements. It keeps to the end while one is there,
// never moves what one reads, and knows what is new. Written once a frame; while the page is hidden nothing is written at all.

import { Emitter } from './base.js';
import { byId, el, icon } from './dom.js';
import { partOf, render, rule } from './line.js';
import { t, time } from './say.js';

const WINDOW = 400;
const SLACK = 40;
const MOST_WHILE_READING = 1000;
const MOST_PRINTED = 5000;
const STEP = 100;
const STICK_PX = 48;
const PILL_PX = 120;
const COUNTS = new Set(['say', 'me', 'announcement', 'private', 'data']);
const NOTES = new Set(['opened', 'joined', 'left', 'renamed']);

/** Emits: unread (how many, whether a private one is among them), added (a line that is news). */
export class Talk extends Emitter {
  items = [];
  #seqs = new Set();
  #nodes = new WeakMap();
  #dirty = new Set();
  #lo = 0;
  #hi = 0;
  #frame = 0;
  #stick = true;
  #top = 0;
  /** Whether the newest line that was written is among those shown. */
  #whole = true;
  #scroll = byId('scroll');
  #log = byId('log');
  #jump = byId('jump');
  #firstNew = byId('first-new');
  #rule = rule('', 'new');
  /** The first unread line, or none. */
  #newFrom = -1;
  #awaySince = 0;
  #seenToEnd = true;
  #looked = true;
  #lost = false;
  #unread = 0;
  #unreadPrivate = false;
  #sent = false;
  #context;

  constructor(context) {
    super();
    this.#context = context;
    this.#rule.id = 'new-since';
    this.#scroll.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    document.addEventListener('visibilitychange', () => this.#look());
    for (const sign of ['blur', 'focus']) window.addEventListener(sign, () => this.#look());
    const sizes = new ResizeObserver(() => this.#stick && this.#toEnd());
    sizes.observe(this.#scroll);
    sizes.observe(byId('pending'));
    // Paper has no window: all of it, if it is not a book.
    window.addEventListener('beforeprint', () => this.#show(Math.max(0, this.items.length - MOST_PRINTED), this.items.length));
    this.#jump.addEventListener('click', () => this.jumpToEnd());
    this.#firstNew.addEventListener('click', () => this.jumpToNew());
  }

  get atEnd() {
    return this.#stick;
  }

  get unread() {
    return this.#unread;
  }

  hasTalk() {
    return this.items.some(item => COUNTS.has(item.k));
  }

  /**
   * Whether one can be reading the newest line just now. When that ends, a rule that was read to the end has done its work, and the
   * next line places a new one.
   */
  #look() {
    const looks = !document.hidden && document.hasFocus() && this.#stick && !this.#lost;
    if (this.#looked && !looks) {
      this.#awaySince = Date.now();
      if (this.#newFrom >= 0 && this.#seenToEnd) this.forgetNew();
    }
    this.#looked = looks;
    if (looks) {
      this.#seen();
      this.#schedule();
    }
    return looks;
  }

  /** The connection is lost: what is missed meanwhile is new when it is back. */
  set offline(lost) {
    this.#lost = lost;
    this.#look();
  }

  /** One event of the meeting, once. Says whether it was known already. */
  event(event, old) {
    if (event.seq !== undefined) {
      if (this.#seqs.has(event.seq)) return false;
      this.#seqs.add(event.seq);
    }
    const { kind, seq, at, from, text } = event;
    const own = from !== undefined && from === this.#context.room.nick;
    const mod = this.#context.room.people.get(from)?.role === 'moderator';
    if (NOTES.has(kind)) this.#note(event);
    else if (kind === 'say' || kind === 'me' || kind === 'announcement') this.add({ k: kind, seq, at, from, text, own, mod }, old);
    else if (kind === 'data') this.add({ k: 'data', seq, at, from, own, type: event['content-type'], payload: event.payload, octets: Math.floor(event.payload.length * 3 / 4) }, old);
    else if (kind === 'ruled') this.add({ k: 'ruled', seq, at, from, whom: event.whom, ruling: event.ruling, detail: event.detail, text, ends: event.ends }, old);
    else if (kind === 'extended') this.add({ k: 'ruled', seq, at, from, ruling: 'extended', ends: event.ends, detail: event.detail, text }, old);
    else if (kind === 'topic') this.add({ k: 'topic', seq, at, from, text }, old);
    else if (kind === 'ends-in') this.add({ k: 'time', seq, at, seconds: event.seconds }, old);
    else if (kind === 'closed') this.add({ k: 'closed', seq, at }, old);
    else if (kind === 'notice') this.add({ k: 'notice', seq, at, text }, old);
    else console.info('passed over: an event of kind', kind);
    return true;
  }

  #note(event) {
    const last = this.items[this.items.length - 1];
    // The rule above says already that I came in.
    if (last?.k === 'came' && event.kind === 'joined' && event.who.length === 1 && event.who[0] === this.#context.room.nick) return;
    const part = partOf(event);
    if (last?.k === 'note' && Math.floor(last.at / 60000) === Math.floor(event.at / 60000)) {
      last.parts.push(part);
      this.#dirty.add(last);
      this.#schedule();
    } else {
      this.add({ k: 'note', seq: event.seq, at: event.at, parts: [part] }, true);
    }
  }

  /** A line at the end. Old ones (history) are not news. */
  add(item, old) {
    this.items.push(item);
    if (!old && COUNTS.has(item.k)) {
      if (!item.own) this.#isNews(item);
      this.emit('added', item);
    }
    this.#schedule();
  }

  #isNews(item) {
    if (this.#look()) return;
    if (this.#newFrom < 0) {
      this.#newFrom = this.items.length - 1;
      this.#rule.firstChild.textContent = t('talk.new-since', { time: time(this.#awaySince || Date.now()) });
      this.#seenToEnd = false;
    }
    this.#unread++;
    this.#unreadPrivate ||= item.k === 'private';
    this.emit('unread', this.#unread, this.#unreadPrivate);
  }

  forgetNew() {
    this.#newFrom = -1;
    this.#rule.remove();
    this.#pills();
  }

  /** I wrote something: what was new is answered. Where I read back, I stay. */
  wrote() {
    this.forgetNew();
    if (!this.#stick) {
      this.#sent = true;
      this.#pills();
    }
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => this.#write());
  }

  #write() {
    this.#frame = 0;
    const missing = this.items.length - this.#hi;
    if (this.#stick && missing > WINDOW) this.#show(Math.max(0, this.items.length - WINDOW), this.items.length);
    else if (missing > 0 && (this.#stick || this.#hi - this.#lo < MOST_WHILE_READING)) this.#append(Math.min(missing, WINDOW));
    for (const item of this.#dirty) this.#redo(item);
    this.#dirty.clear();
    if (this.#stick && this.#hi - this.#lo > WINDOW + SLACK) this.#dropTo(this.#hi - WINDOW);
    this.#whole = this.#hi === this.items.length;
    this.#placeRule();
    if (this.#stick) this.#toEnd();
    this.#pills();
  }

  #elements(from, to) {
    const fragment = document.createDocumentFragment();
    for (let i = from; i < to; i++) {
      const made = render(this.items[i], this.items[i - 1], this.#context);
      this.#nodes.set(this.items[i], made);
      fragment.append(...made);
    }
    return fragment;
  }

  #append(count) {
    this.#log.append(this.#elements(this.#hi, this.#hi + count));
    this.#hi += count;
  }

  #show(from, to) {
    this.#log.replaceChildren(this.#elements(from, to));
    this.#lo = from;
    this.#hi = to;
  }

  #dropTo(from) {
    for (let i = this.#lo; i < from; i++) this.#nodes.get(this.items[i])?.forEach(node => node.remove());
    this.#lo = from;
  }

  #redo(item) {
    const old = this.#nodes.get(item);
    const i = this.items.lastIndexOf(item);
    if (!old || i < this.#lo || i >= this.#hi) return;
    const made = render(item, this.items[i - 1], this.#context);
    old[0].before(...made);
    old.forEach(node => node.remove());
    this.#nodes.set(item, made);
  }

  /** All of it again: what is shown of people has changed. */
  redraw() {
    this.#show(this.#lo, this.#hi);
    this.#schedule();
  }

  /** Who moderates is known later than what they said before: the mark beside their names follows. */
  markModerators() {
    const { people } = this.#context.room;
    for (const item of this.items.slice(this.#lo)) if (item.from) item.mod = people.get(item.from)?.role === 'moderator' || (item.mod && !people.has(item.from));
    for (const head of this.#log.querySelectorAll('.from')) {
      const person = people.get(head.dataset.nick);
      if (person) head.querySelector('.mod').hidden = person.role !== 'moderator';
    }
  }

  #placeRule() {
    const at = this.#newFrom;
    const first = at >= this.#lo && at < this.#hi ? this.#nodes.get(this.items[at])?.[0] : null;
    if (!first) this.#rule.remove();
    else if (this.#rule.nextSibling !== first) first.before(this.#rule);
  }

  #toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#top = this.#scroll.scrollTop;
    this.#sent = false;
  }

  #seen() {
    this.#seenToEnd = true;
    if (!this.#unread) return;
    this.#unread = 0;
    this.#unreadPrivate = false;
    this.emit('unread', 0, false);
  }

  #distance() {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight;
  }

  #scrolled() {
    const near = this.#whole && this.#distance() <= STICK_PX;
    // Lines that came since do not take one away from the end: only going up does.
    const up = this.#scroll.scrollTop < this.#top - 1;
    this.#top = this.#scroll.scrollTop;
    const stick = near || (this.#stick && !up);
    if (stick) this.#sent = false;
    if (stick !== this.#stick) {
      this.#stick = stick;
      this.#look();
    }
    if (this.#scroll.scrollTop < this.#scroll.clientHeight && this.#lo > 0) this.#older();
    if (!this.#whole && this.#distance() < this.#scroll.clientHeight) this.#newer();
    this.#pills();
  }

  /** A hundred older lines above; the first one in sight stays where it is by its own place, since Safari anchors nothing. */
  #older() {
    const from = Math.max(0, this.#lo - STEP);
    const anchor = this.#firstInSight();
    const before = anchor?.getBoundingClientRect().top;
    this.#log.prepend(this.#elements(from, this.#lo));
    this.#lo = from;
    this.#placeRule();
    if (anchor) this.#scroll.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  #newer() {
    this.#append(Math.min(STEP, this.items.length - this.#hi));
    this.#whole = this.#hi === this.items.length;
    this.#placeRule();
  }

  #firstInSight() {
    const top = this.#scroll.getBoundingClientRect().top;
    for (const line of this.#log.children) if (line.getBoundingClientRect().bottom > top) return line;
    return null;
  }

  jumpToEnd() {
    this.#stick = true;
    if (this.#hi < this.items.length) this.#show(Math.max(0, this.items.length - WINDOW), this.items.length);
    this.#whole = true;
    this.#placeRule();
    this.#toEnd();
    this.#look();
    this.#pills();
  }

  jumpToNew() {
    if (this.#newFrom < 0) return;
    if (this.#newFrom < this.#lo) this.#show(Math.max(0, this.#newFrom - STEP), Math.min(this.items.length, this.#newFrom + WINDOW));
    this.#whole = this.#hi === this.items.length;
    this.#placeRule();
    this.#stick = false;
    this.#top = 0;
    this.#scroll.scrollTop += this.#rule.getBoundingClientRect().top - this.#scroll.getBoundingClientRect().top - 24;
    this.#scrolled();
  }

  /** A page, or to an end, with the keys of the field. */
  key(key) {
    const page = this.#scroll.clientHeight * 0.85;
    if (key === 'PageUp') this.#scroll.scrollTop -= page;
    else if (key === 'PageDown') this.#scroll.scrollTop += page;
    else if (key === 'Home') this.#scroll.scrollTop = 0;
    else if (key === 'End') this.jumpToEnd();
    else return false;
    return true;
  }

  #pills() {
    const away = !this.#whole || this.#distance() > PILL_PX;
    this.#jump.hidden = !away;
    if (away) {
      const words = this.#sent ? t('talk.sent') : this.#unread ? t('talk.new', { n: this.#unread }) : '';
      this.#jump.replaceChildren(...(words ? [words] : [el('span', { class: 'sr' }, t('talk.to-end'))]), icon('down', true));
      this.#jump.classList.toggle('bare', !words);
    }
    const above = this.#newFrom >= 0 && (this.#newFrom < this.#lo || this.#rule.getBoundingClientRect().bottom < this.#scroll.getBoundingClientRect().top);
    this.#firstNew.hidden = !above;
  }

  /** What a reload brings back: the last lines, without the data of programs. */
  keep(count) {
    return this.items.slice(-count).map(item => (item.k === 'data' ? { ...item, payload: undefined } : item));
  }

  restore(items) {
    for (const item of items) {
      if (item.seq !== undefined) this.#seqs.add(item.seq);
      this.items.push(item);
    }
    this.#schedule();
  }

  clear() {
    this.items = [];
    this.#seqs.clear();
    this.#log.replaceChildren();
    this.#lo = this.#hi = 0;
    this.forgetNew();
  }
}
