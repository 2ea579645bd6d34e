// What is known of the room: its switches, who is here, who waits, and what I may do. It hears all that the session says and
// holds no elements; whoever shows something of it listens for "change".

import { Emitter } from './base.js';
import { spanOf } from './say.js';

/** Emits: change (anything shown may be other than before), came (somebody to the lobby). */
export class Room extends Emitter {
  title = '';
  number = '';
  nick = '';
  role = 'participant';
  present = 0;
  topic = '';
  recorded = false;
  ends = 0;
  starts = 0;
  zone = '';
  by = '';
  serviceNumber = '';
  locked = false;
  lobbyOn = false;
  allMuted = false;
  slowMs = 0;
  privateTexts = 'all';
  invitePolicy = 'moderators';
  muted = false;
  held = false;
  /** A moderator let me speak although everyone is muted. */
  exempt = false;
  /** My place among those who ask to speak; 0 is a hand that is down. */
  hand = 0;
  floor = '';
  /** No moderator is here: nobody is heard. With a time, the meeting ends then. */
  onHold = false;
  endingAt = 0;
  /** The server's clock less the device's. */
  skew = 0;
  people = new Map();
  lobby = new Map();
  hands = [];

  #told = true;

  /** Something shown may be other than before: said once for all that one frame of the server brings. */
  changed() {
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      this.emit('change');
    });
  }

  get moderates() {
    return this.role === 'moderator';
  }

  now() {
    return Date.now() + this.skew;
  }

  mayInvite() {
    return this.moderates || this.invitePolicy === 'all';
  }

  mayWriteTo(person) {
    if (!person || person.nick === this.nick || person.lobby) return false;
    if (this.privateTexts === 'off' || this.held) return false;
    const oneModerates = this.moderates || person.role === 'moderator';
    if (this.privateTexts === 'moderators' && !oneModerates) return false;
    return person.role === 'moderator' || !this.silenced();
  }

  /** Whether a moderator took my voice, and nobody gave me the floor. */
  silenced() {
    return (this.muted || (this.allMuted && !this.exempt)) && !this.moderates && this.floor !== this.nick;
  }

  /** Why I may not say anything to everyone just now, or nothing. */
  barred() {
    if (this.held) return 'held';
    if (this.role === 'observer') return 'observer';
    if (!this.silenced()) return '';
    return this.allMuted && !this.exempt ? 'all-muted' : 'muted';
  }

  card(card) {
    const { room, title, starts, ends, zone, by } = card;
    Object.assign(this, { number: room ?? '', title: title ?? '', starts: starts ?? 0, ends: ends ?? 0, zone: zone ?? '', by: by ?? '' });
    this.serviceNumber = card['service-number'] ?? this.serviceNumber;
    this.recorded = card.transcript ?? false;
  }

  welcome(w) {
    this.number = w.room;
    this.title = w.title || w.room;
    this.nick = w.nick;
    this.role = w.role;
    this.present = w.present;
    this.topic = w.topic ?? '';
    this.recorded = w.transcript;
    if (w.at) this.skew = w.at - Date.now();
    this.ends = w.ends ?? 0;
    this.zone = w.zone ?? this.zone;
    this.locked = w.locked ?? false;
    this.lobbyOn = w.lobby ?? false;
    this.allMuted = w['all-muted'] ?? false;
    this.slowMs = w['slow-ms'] ?? 0;
    this.privateTexts = w['private-texts'] ?? 'all';
    this.invitePolicy = w.invite ?? 'moderators';
    this.muted = w.you?.muted ?? false;
    this.held = w.you?.held ?? false;
    this.hand = Number(w.you?.hand ?? 0);
    this.onHold = false;
    this.floor = '';
    this.lobby.clear();
    this.hands = [];
    this.changed();
  }

  /** A whole roster. */
  who(people, more) {
    const fresh = new Map();
    this.lobby.forEach(one => one.typed || this.lobby.delete(one.nick));
    for (const person of people) {
      if (person.lobby) this.#waits(person.nick, person.number, person.since, false);
      else fresh.set(person.nick, person);
    }
    this.people = fresh;
    const me = fresh.get(this.nick);
    if (me) {
      this.role = me.role;
      // A row says whether somebody may not speak, for whichever reason.
      if (this.allMuted) this.exempt = !me.muted;
      else this.muted = me.muted;
      this.held = me.held;
    }
    if (!more) this.present = fresh.size;
    if (!this.hands.typed) this.hands = people.filter(one => one.hand).sort((a, b) => a.hand - b.hand).map(one => one.nick);
    this.changed();
  }

  waits(said) {
    if (said.gone) this.lobby.delete(said.nick);
    else this.#waits(said.nick, said.number, said.since, true);
    this.changed();
  }

  #waits(nick, number, since, typed) {
    const known = this.lobby.get(nick);
    this.lobby.set(nick, { nick, number: number ?? known?.number, since: since ?? this.now(), typed: typed || known?.typed });
    if (!known) this.emit('came', nick);
  }

  queue(hands) {
    this.hands = hands;
    this.hands.typed = true;
    this.changed();
  }

  place(place) {
    this.hand = place;
    this.changed();
  }

  count(present) {
    if (present === this.present) return;
    this.present = present;
    this.changed();
  }

  /** What everyone learned, in their order; what is old news (history) changes nothing. */
  event(event) {
    if (event.present !== undefined) this.count(event.present);
    const change = this['_' + event.kind];
    if (!change) return;
    change.call(this, event);
    this.changed();
  }

  _joined({ who, at }) {
    for (const nick of who) {
      if (!this.people.has(nick)) this.people.set(nick, { nick, role: 'participant', since: at, held: false, muted: false, lobby: false });
      this.lobby.delete(nick);
    }
  }

  _opened(event) {
    this._joined({ who: [event.from, ...event.who.filter(nick => nick !== event.from)], at: event.at });
    const opener = this.people.get(event.from);
    if (opener) opener.role = 'moderator';
  }

  _left({ who }) {
    for (const nick of who) {
      this.people.delete(nick);
      this.hands = keep(this.hands, nick);
      if (this.floor === nick) this.floor = '';
    }
  }

  _renamed({ from, to }) {
    const person = this.people.get(from);
    if (person) {
      this.people.delete(from);
      this.people.set(to, { ...person, nick: to });
    }
    if (from === this.nick) this.nick = to;
    if (from === this.floor) this.floor = to;
    const queue = this.hands.map(nick => (nick === from ? to : nick));
    queue.typed = this.hands.typed;
    this.hands = queue;
  }

  _topic({ text }) {
    this.topic = text;
  }

  _extended({ ends }) {
    if (ends) this.ends = ends;
  }

  '_ends-in'({ seconds, at }) {
    this.ends ||= at + seconds * 1000;
  }

  _ruled({ ruling, whom, detail, at, ends, 'slow-ms': slowMs, 'grace-ms': graceMs }) {
    const person = this.people.get(whom);
    const mine = whom === this.nick;
    const set = (key, value) => {
      if (person) person[key] = value;
      if (mine && key in this) this[key] = value;
    };
    switch (ruling) {
      case 'locked': case 'unlocked': this.locked = ruling === 'locked'; break;
      case 'lobby-on': case 'lobby-off': this.lobbyOn = ruling === 'lobby-on'; break;
      case 'all-muted': case 'all-unmuted': this.#muteAll(ruling === 'all-muted'); break;
      case 'muted': case 'unmuted':
        set('muted', ruling === 'muted');
        if (mine) this.exempt = ruling === 'unmuted' && this.allMuted;
        break;
      case 'held': case 'unheld': set('held', ruling === 'held'); break;
      case 'moderator': set('role', 'moderator'); break;
      case 'no-moderator': set('role', 'participant'); break;
      case 'slow': this.slowMs = slowMs ?? spanOf(detail); break;
      case 'not-slow': this.slowMs = 0; break;
      case 'floor': this.#gives(whom); break;
      case 'floor-ended': this.floor = ''; break;
      case 'extended': this.ends = ends ?? (this.ends && this.ends + spanOf(detail)); break;
      case 'on-hold': this.onHold = true; this.endingAt = 0; break;
      case 'ending': this.onHold = true; this.endingAt = at + (graceMs ?? spanOf(detail)); break;
      case 'goes-on': this.onHold = false; this.endingAt = 0; break;
      default:
    }
  }

  #muteAll(on) {
    this.allMuted = on;
    this.exempt = false;
    if (!on) {
      this.muted = false;
      for (const person of this.people.values()) person.muted = false;
    }
  }

  #gives(nick) {
    this.floor = nick;
    this.hands = keep(this.hands, nick);
    if (nick === this.nick) this.hand = 0;
    else if (this.hand > 1) this.hand--;
  }
}

function keep(hands, gone) {
  const left = hands.filter(nick => nick !== gone);
  left.typed = hands.typed;
  return left;
}
