// Who is here: a column on a wide screen, a sheet on a phone. And who waits in the lobby, on top of everything, since someone stands there.

import { button, byId, disc, el, icon, iconButton } from './dom.js';
import { isWide, menu, onWide, sheet } from './layer.js';
import { personMenu } from './moderation.js';
import { collator, has, shortSpan, span, t, time } from './say.js';

const FILTER_FROM = 12;
const MOST_ROWS = 60;
const CROWD = 100;
const STRIP_ROWS = 2;
const ASK_AGAIN_MS = 10000;
const RESTS_MS = 1500;

export class People {
  #room;
  #session;
  #act;
  #panel = byId('people-in');
  #home = byId('people');
  #strip = byId('lobby');
  #sheet = null;
  #busy = false;
  #late = false;
  #typed = '';
  #menu = null;

  /** act: moderation, and write(nick). */
  constructor(room, session, act) {
    this.#room = room;
    this.#session = session;
    this.#act = act;
    room.on('change', () => this.draw());
    // Rows keep their place under a finger or a pointer: what changes is drawn when it is gone.
    this.#panel.addEventListener('pointermove', event => event.pointerType === 'mouse' && this.#points());
    this.#panel.addEventListener('pointerleave', () => this.#free());
    this.#panel.addEventListener('keydown', event => this.#roam(event));
    onWide(() => this.close());
    setInterval(() => this.#tick(), ASK_AGAIN_MS);
  }

  /** A pointer that only rests there holds up nothing: somebody may be waiting in the lobby. */
  #points() {
    this.#busy = true;
    clearTimeout(this.#rests);
    this.#rests = setTimeout(() => this.#free(), RESTS_MS);
  }

  #rests = 0;

  #free() {
    clearTimeout(this.#rests);
    this.#busy = false;
    if (this.#late) this.draw();
  }

  #tick() {
    if (document.hidden) return;
    if (this.isShown() && (this.#room.present > CROWD || this.#room.people.size !== this.#room.present)) this.#session.who();
    this.#drawLobby();
  }

  isShown() {
    return this.#sheet !== null || isWide();
  }

  open() {
    if (isWide()) return this.focus();
    this.#session.who();
    this.#sheet = sheet(t('people'), this.#panel, () => {
      this.#sheet = null;
      this.#home.append(this.#panel);
    });
    this.draw(true);
    return undefined;
  }

  close() {
    this.#sheet?.close();
  }

  focus() {
    (this.#panel.querySelector('.who button, .who') ?? this.#panel).focus();
  }

  draw(now) {
    this.#drawLobby();
    if (!now && (this.#busy || this.#menu) && this.isShown()) {
      this.#late = true;
      return;
    }
    this.#late = false;
    if (!this.isShown()) return;
    const held = document.activeElement?.closest?.('#people-in [data-key]')?.dataset.key;
    const scroll = this.#panel.scrollTop;
    const field = this.#panel.querySelector('.filter input');
    const writes = field && document.activeElement === field;
    this.#panel.replaceChildren(...this.#parts(field));
    this.#panel.scrollTop = scroll;
    if (writes) field.focus({ preventScroll: true });
    else if (held) this.#panel.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  #parts(field) {
    const room = this.#room;
    const all = [...room.people.values()];
    const hands = room.hands.map(nick => room.people.get(nick) ?? { nick, role: 'participant' });
    const rest = sorted(all.filter(person => !room.hands.includes(person.nick)), room.nick);
    const found = rest.filter(person => person.nick.toLowerCase().includes(this.#typed.toLowerCase()));
    const shown = found.slice(0, MOST_ROWS);
    const close = this.#sheet ? iconButton('x', t('people.close'), () => this.close()) : null;
    return [
      el('div', { class: 'side-head' }, el('h2', null, t('people'), ' ', el('span', null, String(room.present))), close),
      room.moderates && room.lobby.size ? this.#lobbyCard() : null,
      hands.length ? el('h3', null, t('people.hands')) : null,
      hands.length ? el('ul', null, hands.map((person, i) => this.#row(person, i))) : null,
      el('h3', null, t('people.here')),
      all.length >= FILTER_FROM ? el('div', { class: 'filter' }, field ?? this.#filter()) : null,
      el('ul', { id: 'roster' }, shown.map(person => this.#row(person))),
      found.length === 0 && this.#typed ? el('p', { class: 'quiet' }, t('people.none')) : null,
      found.length > shown.length ? el('p', { class: 'quiet' }, t('people.rest', { n: found.length - shown.length })) : null,
      room.moderates ? this.#switches() : room.mayInvite() ? el('div', { class: 'room' }, el('div', { class: 'pair' }, button(t('more.invite'), () => this.#act.invite()))) : null,
    ].filter(Boolean);
  }

  #filter() {
    return el('input', { class: 'field', type: 'search', placeholder: t('people.filter'), 'aria-label': t('people.filter'), autocomplete: 'off',
      oninput: event => {
        this.#typed = event.target.value.trim();
        this.draw(true);
      } });
  }

  #row(person, place) {
    const room = this.#room;
    const items = personMenu(person, room, this.#act);
    const more = place === 0 && room.moderates ? button(t('people.next'), () => this.#act.next(), 'slim', { 'data-key': 'next' }) : null;
    return el('li', { class: 'who', 'data-nick': person.nick }, disc(person.nick),
      el('div', { class: 'who-name' }, el('b', null, el('bdi', null, person.nick)), this.#quiet(person, place)), more,
      items.length ? iconButton('more', t('people.more', { who: person.nick }), event => this.#openMenu(event, person, items),
        { 'data-key': 'more ' + person.nick, 'aria-haspopup': 'menu' }) : null);
  }

  /** One quiet line: what matters most of a person now. */
  #quiet(person, place) {
    const tags = [];
    const tag = (words, kind, name) => tags.push(el('span', { class: 'tag ' + (kind ?? '') }, name ? icon(name, true) : null, words));
    if (place === 0) tag(t('people.first'), 'wait', 'hand');
    if (person.role === 'moderator') tag(t('talk.moderator'), 'mod');
    if (person.nick === this.#room.nick) tag(t('people.you'));
    if (person.nick === this.#room.floor) tag(t('people.floor'), 'mod', 'hand');
    if (person.held) tag(t('people.held'), '', 'pause');
    else if (person.muted && !this.#room.allMuted) tag(t('people.muted'), '', 'mute');
    if (person.role === 'observer') tag(t('people.observer'));
    if (person.away) tag(t('people.away', { span: shortSpan(this.#room.now() - person.away) }));
    if (person.number && tags.length < 2 && place === undefined) tag(grouped(person.number));
    return tags.length ? el('small', null, tags) : null;
  }

  #openMenu(event, person, items) {
    const { nick, number, since, by } = person;
    const lines = [number && grouped(number), since && t('people.since', { time: time(since) }), by && has('people.by.' + by) && t('people.by.' + by)].filter(Boolean);
    const head = el('div', { class: 'menu-head' }, disc(nick), el('div', null, el('b', null, el('bdi', null, nick)), el('small', null, lines.join(' · '))));
    const layer = menu(event.currentTarget, nick, items, head);
    this.#menu = { nick, layer };
    layer.addEventListener('close', () => {
      this.#menu = null;
      this.#free();
    });
  }

  /** A person whose menu is open has left: the menu goes with them, and says why. Answers whether there was one. */
  gone(nick) {
    if (this.#menu?.nick !== nick) return false;
    this.#menu.layer.close();
    return true;
  }

  #lobbyCard() {
    const waiting = [...this.#room.lobby.values()];
    return el('section', { class: 'lob', 'aria-label': t('lobby') },
      el('div', { class: 'lob-head' }, el('h3', null, t('lobby.wait', { n: waiting.length })),
        waiting.length > 1 ? button(t('lobby.all'), () => this.#act.admitAll(), 'flat slim', { 'data-key': 'all' }) : null),
      el('ul', null, waiting.map(one => this.#waiting(one))));
  }

  #waiting({ nick, number, since }) {
    const ago = this.#room.now() - since;
    const lines = [number && grouped(number), ago < 60000 ? t('lobby.now') : shortSpan(ago)].filter(Boolean)
      .map((words, i) => el('span', null, (i ? '· ' : '') + words));
    return el('li', { class: 'who', 'data-waiting': nick }, disc(nick), el('div', { class: 'who-name' }, el('b', null, el('bdi', null, nick)), el('small', null, lines)),
      button(t('lobby.admit'), () => this.#act.admit(nick), 'go slim', { 'aria-label': t('lobby.admit-who', { who: nick }), 'data-key': 'admit ' + nick }),
      iconButton('x', t('lobby.deny', { who: nick }), () => this.#act.deny(nick), { 'data-key': 'deny ' + nick }));
  }

  #drawLobby() {
    const waiting = [...this.#room.lobby.values()];
    this.#strip.hidden = !waiting.length || !this.#room.moderates;
    if (this.#strip.hidden) return;
    const held = document.activeElement?.closest?.('#lobby [data-key]')?.dataset.key;
    const more = waiting.length - STRIP_ROWS;
    this.#strip.replaceChildren(
      el('div', { class: 'lobby-head' }, icon('door'), el('span', null, t('lobby.wait', { n: waiting.length })),
        waiting.length > 1 ? button(t('lobby.all'), () => this.#act.admitAll(), 'flat slim', { 'data-key': 'all' })
          : button(t('lobby.admit'), () => this.#act.admit(waiting[0].nick), 'flat slim low-only', { 'data-key': 'admit1', 'aria-label': t('lobby.admit-who', { who: waiting[0].nick }) })),
      el('ul', null, waiting.slice(0, STRIP_ROWS).map(one => this.#waiting(one))),
      ...(more > 0 ? [button(t('lobby.more', { n: more }), () => this.open(), 'flat slim lobby-more', { 'data-key': 'more' })] : []));
    if (held) this.#strip.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  #switches() {
    const room = this.#room;
    const act = this.#act;
    const toggle = (words, on, run, key) => el('label', { class: 'opt' }, el('span', null, words),
      el('button', { type: 'button', role: 'switch', class: 'switch', 'aria-checked': String(on), 'aria-label': words, 'data-key': key, onclick: () => run(!on) }));
    const slow = el('button', { type: 'button', class: 'btn slim', 'aria-haspopup': 'menu', 'data-key': 'slow', 'aria-label': t('room.slow') + ', ' + (room.slowMs ? span(room.slowMs) : t('room.slow.off')),
      onclick: event => menu(event.currentTarget, t('room.slow'), act.slowChoices()) }, room.slowMs ? shortSpan(room.slowMs) : t('room.slow.off'));
    const other = iconButton('more', t('room.extend.more'), event => menu(event.currentTarget, t('room.extend.more'),
      [5, 30, 60].map(n => ({ icon: 'clock', label: t('room.extend', { n }), run: () => act.extend(n) }))), { 'aria-haspopup': 'menu', 'data-key': 'extend-other' });
    return el('div', { class: 'room' },
      toggle(t('room.lobby'), room.lobbyOn, on => act.lobby(on), 'lobby'),
      toggle(t('room.lock'), room.locked, on => act.lock(on), 'lock'),
      toggle(t('room.mute-all'), room.allMuted, on => act.muteAll(on), 'mute-all'),
      el('div', { class: 'opt' }, el('span', null, t('room.slow')), slow),
      el('div', { class: 'pair' }, button(t('room.extend', { n: 15 }), () => act.extend(15), '', { 'data-key': 'extend' }), other,
        button(t('room.end'), () => act.end(), 'bad-line', { 'data-key': 'end' })));
  }

  /** Arrows go from row to row. */
  #roam(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...this.#panel.querySelectorAll('.who > button:last-child')];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  }
}

/** Moderators, then me, then the others by name. */
function sorted(people, mine) {
  const rank = person => (person.role === 'moderator' ? 0 : person.nick === mine ? 1 : 2);
  return people.sort((one, other) => rank(one) - rank(other) || collator.compare(one.nick, other.nick));
}

/** A number in groups that an eye can hold. */
export function grouped(number) {
  if (number.includes('*')) return number.replace(/\*+/, ' ••• ').replace(/\s+/g, ' ');
  const [, country, rest] = /^(\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}))(\d+)$/.exec(number) ?? [null, number, ''];
  return (country + ' ' + rest.replace(/\d{3}(?=\d{3})/g, '$& ')).trim();
}
