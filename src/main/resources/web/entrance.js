// The way in: from a code to a seat, and what the page does about each door that stays shut.

import { allowSound, tone } from './alerts.js';
import { here } from './base.js';
import { byId } from './dom.js';
import { Door, readCode } from './door.js';
import { t } from './say.js';

const NO_FLASH_MS = 400;
const FULL_MS = 20000;
const PROXY_AFTER = 3;
const BAD_NICKS = { 'bad-nick': 'err.bad-nick', 'nick-taken': 'err.nick-taken', 'nick-reserved': 'err.nick-taken' };

export class Entrance {
  #session;
  #wire;
  #room;
  #talk;
  #card = here.get('card', {});
  #slow = 0;
  #retry = 0;
  #armed = false;
  #wantsIn = false;

  constructor({ session, wire, room, talk, transcript }) {
    this.#session = session;
    this.#wire = wire;
    this.#room = room;
    this.#talk = talk;
    this.door = new Door({
      code: code => this.#present(code),
      join: nick => this.#join(nick),
      again: () => (this.#wantsIn ? this.#join() : this.#look()),
      here: () => this.#join(),
      retry: () => this.#open(() => (this.#wantsIn ? session.enter() : session.look())),
      otherCode: () => this.#ask(),
      leave: () => session.leave(),
      copy: () => transcript.copy(() => (byId('copied').textContent = t('copy.done'))),
      print: () => transcript.print(),
      sound: () => this.#arm(),
      soundIsOn: () => this.#armed,
    });
    room.card(this.#card);
    session.on('other-seat', () => {
      this.#card = {};
      here.remove('card');
      room.card({});
    });
    session.on('card', card => this.#found(card));
    session.on('waiting', waiting => this.#waits(waiting));
    session.on('welcome', () => this.#isIn());
    session.on('shut', (why, was) => this.#shut(why, was));
    wire.on('lost', () => this.#tryProxy());
    // While one waits at the door nothing else would say it.
    session.on('net', state => (byId('door-net').textContent = state === 'live' ? '' : t('strip.' + state)));
    session.on('waiting', () => (byId('door-net').textContent = ''));
  }

  #arm() {
    this.#armed = true;
    allowSound();
  }

  /** The page is there. A code in the address is read, and taken out of it before anybody sees, shares or stores it. */
  begin() {
    if (!window.WebSocket || !window.HTMLDialogElement) return this.door.show('old');
    const code = readCode(location.hash.slice(1, 65));
    // Another link tapped into the same window changes the fragment only.
    window.addEventListener('hashchange', () => location.hash && location.reload());
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    if (code.length === 12) this.#session.present(code);
    else if (code) return this.door.show('code', { wrong: t('door.code.short', { n: code.length }), typed: code });
    if (!this.#session.code) return this.#ask();
    if (this.#session.seated) {
      // A reload, or the page came back: straight to where one was.
      this.#wantsIn = true;
      return this.#open(() => this.#session.enter(), this.#talk.items.length > 0);
    }
    return this.#look();
  }

  #ask(info) {
    clearTimeout(this.#slow);
    this.door.show('code', { service: this.#room.serviceNumber, ...info });
  }

  #present(code) {
    this.#session.present(code);
    this.#look();
  }

  #look() {
    this.#open(() => this.#session.look());
  }

  #join(nick) {
    this.#wantsIn = true;
    this.#open(() => this.#session.enter(nick));
  }

  /** Nothing flashes: that the door opens is said only if it takes its time. */
  #open(start, quietly) {
    clearTimeout(this.#retry);
    clearTimeout(this.#slow);
    if (!quietly) this.#slow = setTimeout(() => this.door.show('connecting', { title: this.#card.title }), NO_FLASH_MS);
    start();
  }

  #found(card) {
    clearTimeout(this.#slow);
    this.#card = card;
    here.set('card', card);
    this.#room.card(card);
    this.#room.changed();
    const nick = this.#session.nick || card.nick;
    switch (card.state) {
      case 'early': return this.#early(card);
      case 'full': return this.#full();
      case 'locked': return this.door.show('locked');
      case 'here-elsewhere': return this.door.show('elsewhere');
      case 'over': return this.#ended();
      default: return this.door.show('join', { card, nick });
    }
  }

  #early({ starts, doors, title, zone }) {
    const card = { ...this.#card, starts: starts ?? this.#card.starts, title: title ?? this.#card.title };
    const opens = doors ?? starts ?? card.starts ?? Date.now() + FULL_MS;
    this.door.show('early', { ...card, doors: opens, zone: zone ?? card.zone, now: () => this.#room.now() });
    // Not all in the same moment.
    const left = opens - this.#room.now();
    const wait = Math.min((left > 0 ? left : FULL_MS) + Math.random() * 2000, 2 ** 31 - 1);
    this.#retry = setTimeout(() => (this.#session.nick || card.nick ? this.#join(this.#session.nick || card.nick) : this.#look()), wait);
  }

  #full() {
    const wait = FULL_MS + Math.random() * 2000;
    this.door.show('full', { next: Date.now() + wait });
    this.#retry = setTimeout(() => (this.#wantsIn ? this.#join() : this.#look()), wait);
  }

  #waits({ nick, open, title, moderators = [] }) {
    clearTimeout(this.#slow);
    this.#wantsIn = true;
    this.#room.title = title || this.#room.title;
    if (open) this.door.show('lobby', { nick, since: this.#since ??= Date.now() });
    else this.door.show('awaited', { by: moderators[0] ?? this.#card.by });
  }

  #since = null;

  #isIn() {
    clearTimeout(this.#slow);
    this.#wantsIn = true;
    this.#since = null;
    if (this.#armed) tone(true);
    this.#armed = false;
    this.door.hide();
  }

  #shut(why, was) {
    clearTimeout(this.#slow);
    clearTimeout(this.#retry);
    // Nothing is tried any more by itself.
    byId('door-net').textContent = '';
    const { code } = why;
    const service = this.#room.serviceNumber;
    const room = this.#room.number || this.#card.room;
    const keeps = this.#talk.hasTalk();
    if (BAD_NICKS[code]) return this.#badNick(code);
    switch (code) {
      case 'bad-code': return this.#ask({ wrong: t('door.code.wrong'), typed: this.#session.code });
      case 'code-ended': return this.#ended();
      case 'busy': return this.door.show('refused', { text: t('err.busy') });
      case 'too-early': return this.#early(why);
      case 'room-full': case 'full': return this.#full();
      case 'room-locked': case 'locked': return this.door.show('locked');
      case 'too-fast': return this.#later(why, was);
      case 'meeting-over': return this.door.show('over', { title: this.#room.title, at: keeps ? this.#room.now() : 0, keeps });
      case 'over': return this.door.show('over', { title: this.#room.title, at: this.#room.now(), keeps });
      case 'replaced': return this.door.show('elsewhere');
      case 'kicked': return this.door.show('kicked', { ...why, room, service, keeps });
      case 'banned': return this.door.show('banned', was === 'in' ? why : { text: why.text });
      case 'denied': return this.door.show('denied');
      case 'left': return this.door.show('left', { keeps });
      default: return this.door.show('refused', { text: why.text ?? '' });
    }
  }

  /** What was said is there to be taken along as long as this window is. */
  #ended() {
    const { title, serviceNumber, number } = this.#room;
    if (this.#talk.hasTalk()) this.door.show('over', { title, at: 0, keeps: true });
    else this.door.show('expired', { service: serviceNumber, room: number || this.#card.room });
  }

  #badNick(code) {
    const nick = this.#session.nick;
    const proposal = code === 'bad-nick' ? '' : nick.slice(0, 22) + ' 2';
    this.door.show('join', { card: this.#card, nick, error: t(BAD_NICKS[code], { nick }), proposal });
  }

  #later({ waitMs = 5000 }, was) {
    this.door.show('tooFast', { until: Date.now() + waitMs });
    this.#retry = setTimeout(() => (was === 'looking' ? this.#session.look() : this.#session.enter()), waitMs + 200);
  }

  /** The page came, and no connection ever did: that is not a lost connection, and waiting will not mend it. */
  #tryProxy() {
    if (this.#wire.everOpened || this.#wire.failures < PROXY_AFTER || navigator.onLine === false) return;
    if (document.documentElement.dataset.place !== 'door') return;
    clearTimeout(this.#slow);
    this.door.show('proxy');
  }
}
