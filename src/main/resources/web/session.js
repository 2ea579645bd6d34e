// The protocol: who one is towards the server, from the look at the door to the last word. It turns frames into what the page
// is made of, and keeps what a return needs: code, name, the secret of the leg, the meeting and how far one has heard it.

import { Emitter, here } from './base.js';

/** Ends that are ends: nothing is tried again by itself. By the code of a goodbye, and of a closed socket without one. */
const FINAL = new Set(['kicked', 'banned', 'over', 'replaced', 'denied', 'left', 'refused']);
const CLOSED = { 4001: 'kicked', 4002: 'over', 4003: 'code-ended', 4004: 'replaced' };
const RESUME_MS = 8000;
const MOST_PEOPLE = 5000;

/**
 * Emits: other-seat (what is kept is of another code than the one presented now), card (what a look found), shut (why the door stays or fell shut), waiting, welcome (object, whether it goes on where one
 * was), events (array, live or missed or history), gap, net (live, lost, restart), and by its type what else the server says.
 */
export class Session extends Emitter {
  #wire;
  #asked = new Map();
  #ids = 0;
  #tag = Math.random().toString(36).slice(2, 8);
  /** Live events that have to wait until what was missed is here. */
  #held = null;
  #history = [];
  #farewell = null;
  #wants = null;
  #quiet = [];
  /** What is told between a greeting and its welcome; null at other times. */
  #greeting = null;

  code = '';
  nick = '';
  #resume = '';
  meeting = '';
  seq = 0;
  /** idle, looking, carded (the look is answered), entering, waiting, in, gone. */
  state = 'idle';
  maxText = 4096;

  constructor(wire) {
    super();
    this.#wire = wire;
    wire.ask = () => this.#isAnybodyThere();
    wire.on('open', () => this.#speakFirst());
    wire.on('object', object => this.#take(object));
    wire.on('lost', how => this.#lost(how));
    const kept = here.get('seat', {});
    Object.assign(this, { code: kept.code ?? '', nick: kept.nick ?? '', meeting: kept.meeting ?? '', seq: kept.seq ?? 0 });
    this.#resume = kept.resume ?? '';
    this.seated = kept.seated ?? false;
  }

  /** A code from a link or a field: another one than before is another seat, and nothing of the old one holds. */
  present(code) {
    const other = code !== this.code;
    const had = this.code !== '';
    if (other) Object.assign(this, { code, nick: '', meeting: '', seq: 0, seated: false });
    if (!this.seated) this.#resume = '';
    this.save();
    if (other && had) this.emit('other-seat');
  }

  look() {
    this.state = 'looking';
    this.#farewell = null;
    this.#begin();
  }

  /** Takes the seat, or takes it again. */
  enter(nick) {
    if (nick !== undefined) this.nick = nick;
    this.state = 'entering';
    this.#farewell = null;
    this.save();
    this.#begin();
  }

  #begin() {
    if (this.#wire.isOpen) this.#speakFirst();
    else this.#wire.start();
  }

  #speakFirst() {
    if (this.state === 'looking') {
      this.#wire.send({ type: 'hello', protocol: 1 });
      this.#wire.send({ type: 'look', code: this.code, id: 'look' });
    } else if (this.state === 'entering' || this.state === 'waiting' || this.state === 'in') {
      this.#farewell = null;
      this.#greeting = [];
      const hello = { type: 'hello', protocol: 1, code: this.code };
      if (this.nick) hello.nick = this.nick;
      if (this.#resume) hello.resume = this.#resume;
      this.#wire.send(hello);
    }
  }

  save() {
    const { code, nick, meeting, seq, seated } = this;
    here.set('seat', { code, nick, meeting, seq, seated, resume: this.#resume });
  }

  /** A new name of a thing to be answered. */
  id() {
    return this.#tag + '-' + ++this.#ids;
  }

  /** Sends something and promises what becomes of it: {ok, seq} or {ok: false, code, text, waitMs}; code "lost" if nobody knows. */
  ask(object) {
    const id = object.id ?? this.id();
    return new Promise(resolve => {
      if (!this.#wire.send({ ...object, id })) resolve({ ok: false, code: 'lost' });
      else this.#asked.set(id, resolve);
    });
  }

  /**
   * Does a command. With "quietly", what the engine says of it before the answer (a notice, a listing) comes with the answer, as
   * "said": the page has its own words for it.
   */
  async command(name, argument, quietly) {
    const said = [];
    if (quietly) this.#quiet.push(said);
    const answer = await this.ask(argument ? { type: 'command', name, argument } : { type: 'command', name });
    this.#quiet = this.#quiet.filter(other => other !== said);
    return { ...answer, said };
  }

  /** Asks who is here; comes as "who" when all of it has come, however many pieces it takes. */
  who() {
    if (this.state !== 'in') return;
    this.#roster = [];
    this.#wire.send({ type: 'who', from: 0, limit: 1000 });
  }

  #roster = [];

  #someOf({ people, from = 0, total = 0 }) {
    this.#roster = [...this.#roster.slice(0, from), ...people];
    const got = this.#roster.length;
    if (people.length && got < total && got < MOST_PEOPLE) this.#wire.send({ type: 'who', from: got, limit: 1000 });
    else this.emit('who', this.#roster, got < total);
  }

  async leave() {
    this.#wants = 'left';
    await Promise.race([this.ask({ type: 'leave' }), new Promise(done => setTimeout(done, 1500))]);
    this.#end({ code: 'left' });
  }

  #take(object) {
    switch (object.type) {
      case 'hello':
        if (object['max-text']) this.maxText = object['max-text'];
        this.#wire.expectPings(object['ping-ms'] ?? 0);
        return;
      case 'look':
        this.#wire.settled();
        if (this.state !== 'looking') return;
        this.state = 'carded';
        this.emit('card', object);
        return;
      case 'admitted':
        this.#resume = object.resume ?? '';
        this.save();
        return;
      case 'waiting':
        this.#greeting = null;
        this.state = 'waiting';
        this.nick = object.nick ?? this.nick;
        this.seated = true;
        this.save();
        this.#wire.settled();
        this.emit('waiting', object);
        return;
      case 'welcome': return this.#welcome(object);
      case 'event': return this.#events([object]);
      case 'history': return this.#heardBefore(object.events);
      case 'gap': return this.#held ? void this.#held.push(object) : this.emit('gap', object.missing);
      case 'ack': return this.#answer(object.id, { ok: true, seq: object.seq });
      case 'error': return this.#error(object);
      case 'ping':
        this.#wire.send({ type: 'pong', n: object.n });
        if (object.present !== undefined) this.emit('present', object.present);
        return;
      case 'goodbye': return this.#goodbye(object);
      case 'who': return this.#someOf(object);
      case 'notice': case 'listing':
        if (this.#greeting) return void this.#greeting.push(object);
        if (this.#quiet.length) this.#quiet[0].push(object);
        else this.emit(object.type, object);
        return;
      default: this.emit(object.type, object);
    }
  }

  #welcome(welcome) {
    const goesOn = welcome.meeting === this.meeting && this.seq > 0;
    const again = !goesOn && this.meeting !== '' && this.meeting !== welcome.meeting;
    Object.assign(this, { state: 'in', meeting: welcome.meeting, nick: welcome.nick, seated: true });
    this.#wire.settled();
    if (goesOn) {
      this.#held = [];
      // What was not answered is not lost: until then the number to begin from next time stays the old one.
      const late = setTimeout(() => this.#release(), RESUME_MS);
      this.ask({ type: 'resume', meeting: welcome.meeting, seq: this.seq }).then(answer => {
        clearTimeout(late);
        if (answer.code !== 'lost') this.#release();
      });
    } else {
      this.seq = welcome.seq;
    }
    this.save();
    const told = this.#greeting ?? [];
    this.#greeting = null;
    this.emit('welcome', welcome, { goesOn, again });
    // That one is connected again is what one sees.
    if (!welcome.resumed) told.forEach(object => this.emit(object.type, object));
    const before = this.#history;
    this.#history = [];
    if (before.length) this.emit('history', before);
    this.emit('net', 'live');
    if (!goesOn) this.emit('caught-up');
  }

  #heardBefore(events) {
    // It may come before the welcome that says which meeting it is of.
    if (this.state !== 'in') this.#history = events;
    else this.emit('history', events);
  }

  #release() {
    const held = this.#held;
    if (!held) return;
    this.#held = null;
    let missing = 0;
    const events = [];
    for (const object of held) {
      if (object.type === 'gap') missing += object.missing;
      else events.push(object);
    }
    if (missing) this.emit('gap', missing);
    events.sort((one, other) => one.seq - other.seq);
    this.#events(events);
    this.emit('caught-up');
  }

  #events(events) {
    if (this.#held) {
      this.#held.push(...events);
      return;
    }
    for (const event of events) this.seq = Math.max(this.seq, event.seq ?? 0);
    if (events.length) this.emit('events', events);
    if (events.some(event => event.kind === 'closed')) this.#farewell ??= { code: 'over' };
  }

  #answer(id, answer) {
    const resolve = this.#asked.get(id);
    this.#asked.delete(id);
    resolve?.(answer);
    return resolve !== undefined;
  }

  #error(error) {
    const why = { ok: false, code: error.code, text: error.text, waitMs: error['wait-ms'] };
    if (this.#answer(error.id, why)) return;
    if (this.state === 'looking' || this.state === 'entering' || this.#greeting) this.#end({ ...error, waitMs: error['wait-ms'] });
    else this.emit('error', why);
  }

  #goodbye(goodbye) {
    // Refused at the door, where one is again from a greeting to its welcome: the reason is what an error would have for a code.
    const atDoor = goodbye.code === 'refused' && (this.state !== 'in' || this.#greeting) ? goodbye.reason : undefined;
    const code = this.#wants ?? atDoor ?? goodbye.code ?? this.#farewell?.code;
    this.#farewell = { ...this.#farewell, ...goodbye, code };
    if (FINAL.has(code) || atDoor) this.#end(this.#farewell);
    else if (code === 'restart') this.emit('net', 'restart');
  }

  #lost({ code }) {
    for (const resolve of this.#asked.values()) resolve({ ok: false, code: 'lost' });
    this.#asked.clear();
    if (this.#held) this.#held = null;
    if (this.state === 'gone' || this.state === 'idle') return;
    // While somebody thinks about a name there is nothing to keep: whoever joins opens another connection.
    if (this.state === 'carded') return this.#wire.stop();
    if (CLOSED[code]) this.#end({ ...this.#farewell, code: this.#farewell?.code ?? CLOSED[code] });
    else if (this.#farewell?.code === 'over') this.#end(this.#farewell);
    else this.emit('net', code === 1012 || this.#farewell?.code === 'restart' ? 'restart' : 'lost');
  }

  /** The end, of a try or of the whole. */
  #end(why) {
    if (this.state === 'gone') return;
    const was = this.state;
    this.state = 'gone';
    this.#wants = null;
    if (why.code === 'left' || why.code === 'over' || why.code === 'kicked') this.seated = false;
    this.save();
    this.#wire.stop();
    this.emit('shut', why, was);
  }

  /** A question that is answered wherever one stands, and brings what was missed besides. */
  #isAnybodyThere() {
    if (this.state !== 'in' || this.#held) return false;
    this.ask({ type: 'resume', meeting: this.meeting, seq: this.seq });
    return true;
  }
}
