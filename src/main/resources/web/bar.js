// The bar, the strips under it, and what stands behind its ⋯: what the meeting is, what is amiss, what one needs once at most.
// Good news is silent.

import { aloud, setSound, sounds } from './alerts.js';
import { device } from './base.js';
import { button, byId, el, fill, icon } from './dom.js';
import { dialog, menu } from './layer.js';
import { day, otherZone, rich, span, t, time } from './say.js';

const SAY_LOST_MS = 2000;
const SAY_NEXT_MS = 15000;
const SOON_MS = 5 * 60 * 1000;

export class Strips {
  #room;
  #wire;
  #act;
  #net = 'live';
  #lostAt = 0;
  #saidLost = false;

  constructor(room, session, wire, act) {
    this.#room = room;
    this.#wire = wire;
    this.#act = act;
    room.on('change', () => this.draw());
    session.on('net', state => this.#netIs(state));
    window.addEventListener('offline', () => this.draw());
    byId('topic').addEventListener('click', () => act.topic());
    setInterval(() => (this.#net !== 'live' || room.endingAt || room.ends) && this.draw(), 1000);
  }

  #netIs(state) {
    if (state === 'live' && this.#saidLost) aloud(t('strip.back'));
    if (state !== 'live' && this.#net === 'live') this.#lostAt = Date.now();
    if (state === 'live') this.#saidLost = false;
    // A restart is a restart until one is back.
    this.#net = state === 'lost' && this.#net === 'restart' ? 'restart' : state;
    document.documentElement.dataset.net = this.#net;
    this.draw();
    if (state !== 'live') setTimeout(() => this.draw(), SAY_LOST_MS + 20);
  }

  draw() {
    this.#bar();
    this.#topic();
    this.#netStrip();
    this.#roomStrip();
  }

  #bar() {
    const room = this.#room;
    byId('title').textContent = room.title;
    const left = room.ends ? room.ends - room.now() : Infinity;
    const soon = left < SOON_MS;
    const minutes = Math.max(0, Math.ceil(left / 60000));
    const facts = [];
    if (room.ends) facts.push(el('span', { class: soon ? 'soon' : '' }, soon ? t('bar.ends-in', { n: minutes }) : rich('bar.ends', { time: el('time', { dateTime: new Date(room.ends).toISOString() }, time(room.ends)) })));
    if (room.recorded) facts.push(el('span', { class: 'rec' }, t('bar.recorded')));
    if (room.locked) facts.push(el('span', { class: 'locked' }, icon('lock', true), t('bar.locked')));
    fill(byId('facts'), facts.flatMap((fact, i) => (i ? [el('span', { class: 'dot', 'aria-hidden': 'true' }, '·'), fact] : [fact])));
    const waiting = room.moderates ? room.lobby.size : 0;
    const count = byId('count');
    const sr = words => el('span', { class: 'sr' }, words);
    fill(count, icon('people'), sr(t('people') + ': '), el('span', null, String(room.present)), ...(waiting ? [sr(', ' + t('lobby') + ': '), el('span', { class: 'badge' }, String(waiting))] : []));
  }

  #topic() {
    const { topic } = this.#room;
    byId('topic').hidden = !topic;
    fill(byId('topic'), icon('topic', true), el('span', { dir: 'auto' }, topic), el('span', { class: 'sr' }, t('topic.open')));
  }

  #netStrip() {
    const strip = byId('net');
    const lost = this.#net !== 'live' ? Date.now() - this.#lostAt : 0;
    strip.hidden = lost < SAY_LOST_MS && navigator.onLine !== false;
    if (strip.hidden || this.#net === 'live') return void (strip.hidden = true);
    this.#saidLost = true;
    const key = navigator.onLine === false ? 'offline' : this.#net === 'restart' ? 'restart' : 'lost';
    const parts = [icon(key === 'restart' ? 'again' : 'off'), el('p', null, rich('strip.' + key))];
    if (lost > SAY_NEXT_MS && this.#wire.retryAt > Date.now()) {
      // The seconds are for eyes: a screen reader would hear each of them.
      parts[1].append(' ', el('span', { 'aria-hidden': 'true' }, t('strip.next', { n: Math.ceil((this.#wire.retryAt - Date.now()) / 1000) })));
      parts.push(button(t('strip.now'), null, 'slim'));
    }
    strip.className = 'strip ' + (key === 'restart' ? 'wait' : 'bad');
    fill(strip, parts);
    const now = strip.querySelector('button');
    if (now) now.onclick = () => this.#wire.wake();
  }

  #roomStrip() {
    const room = this.#room;
    const strip = byId('state');
    const soon = room.ends && room.ends - room.now() < SOON_MS && room.moderates;
    const [kind, name, nodes, act] = room.held ? ['wait', 'pause', rich('strip.held')]
      : room.onHold && !room.moderates ? ['wait', 'user', room.endingAt ? rich('strip.ending', { span: span(room.endingAt - room.now()) }) : rich('strip.no-moderator')]
        : room.floor && room.floor === room.nick ? ['go', 'hand', rich('strip.floor')]
          : soon ? ['wait', 'clock', rich('strip.ends', { n: Math.max(0, Math.ceil((room.ends - room.now()) / 60000)) }), () => this.#act.extend(15)]
            : [];
    strip.hidden = !kind;
    if (!kind) return strip.replaceChildren();
    strip.className = 'strip ' + kind;
    const parts = [icon(name), el('p', null, nodes)];
    if (act) parts.push(button(t('room.extend', { n: 15 }), null, 'slim'));
    fill(strip, parts);
    const extend = strip.querySelector('button');
    if (extend) extend.onclick = act;
    return undefined;
  }
}

const THEMES = ['auto', 'light', 'dark'];
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

export function applyTheme() {
  const theme = device.get('theme', 'auto');
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export class More {
  #room;
  #act;
  #transcript;
  #toast;

  constructor(room, act, transcript, toast) {
    this.#room = room;
    this.#act = act;
    this.#transcript = transcript;
    this.#toast = toast;
    byId('more').addEventListener('click', () => this.open());
    byId('about').addEventListener('click', () => this.about());
  }

  open() {
    const room = this.#room;
    const toggle = (key, kind) => ({ icon: 'bell', label: t('more.' + key), checked: sounds(key), run: () => setSound(key, !sounds(key)), kind });
    const aloud = device.get('aloud', true);
    const single = device.get('single-keys', true);
    menu(byId('more'), t('bar.more'), [
      { icon: 'info', label: t('more.about'), run: () => this.about() },
      room.mayInvite() && { icon: 'plus', label: t('more.invite'), run: () => this.#act.invite() },
      room.moderates && { icon: 'key', label: t('codes') + '…', run: () => this.#act.codes() },
      { icon: 'user', label: t('more.name'), run: () => this.#act.rename() },
      room.moderates && { icon: 'topic', label: t('more.topic'), run: () => this.#act.topic() },
      room.moderates && { icon: 'ban', label: t('bans') + '…', run: () => this.#act.bans() },
      '-',
      { icon: 'copy', label: t('copy.all'), run: () => this.#transcript.copy(() => this.#toast([t('copy.done')])) },
      { icon: 'print', label: t('print'), run: () => setTimeout(() => this.#transcript.print()) },
      '-',
      toggle('sound'),
      room.moderates && toggle('sound-lobby'),
      { icon: 'ear', label: t('more.aloud'), checked: aloud, run: () => device.set('aloud', !aloud) },
      { icon: 'sun', label: t('more.theme'), run: () => this.#theme() },
      { icon: 'keys', label: t('more.keys'), run: () => this.keys() },
      { icon: 'keys', label: t('more.single'), checked: single, run: () => device.set('single-keys', !single) },
      '-',
      { icon: 'out', label: t('more.leave'), run: () => this.#act.leave() },
    ]);
  }

  #theme() {
    const now = device.get('theme', 'auto');
    menu(byId('more'), t('more.theme'), THEMES.map(theme => ({
      icon: theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'phone', label: t('more.theme.' + theme), checked: theme === now, radio: true,
      run: () => {
        device.set('theme', theme);
        applyTheme();
      },
    })));
  }

  about() {
    const room = this.#room;
    const rows = [];
    const row = (label, ...value) => rows.push(el('dt', null, label), el('dd', null, value));
    row(t('about.room'), room.number);
    const zone = otherZone(room.zone);
    if (room.ends) {
      const from = room.starts ? t('when.from-to', { day: day(room.starts), from: time(room.starts), to: time(room.ends) }) : t('door.join.until', { time: time(room.ends) });
      row(t('about.time'), from + (zone ? ', ' + zone : ''));
    }
    row(t('about.you'), el('bdi', null, room.nick), room.moderates ? ', ' + t('talk.moderator') : '');
    row(t('about.recorded'), t(room.recorded ? 'about.recorded.yes' : 'about.recorded.no'));
    row(t('about.how'), room.serviceNumber ? t('about.how.text', { room: room.number, to: room.serviceNumber }) : t('about.how.plain', { room: room.number }));
    dialog({ title: room.title, body: el('dl', { class: 'about' }, rows), actions: [{ label: t('close') }] });
  }

  keys() {
    const ctrl = MAC ? '⌘' : 'Ctrl';
    const rows = [['send', ['Enter'], [ctrl, 'Enter']], ['line', ['Shift', 'Enter']], ['commands', ['/']], ['names', ['Tab'], ['@']], ['round', ['F6'], ['Ctrl', '.']],
      ['scroll', ['PgUp'], ['PgDn'], ['Home'], ['End']], ['refused', ['Alt', '↑']], ['escape', ['Esc']], ['help', ['?']]];
    const body = el('dl', { class: 'keys' }, rows.flatMap(([key, ...ways]) => [
      el('dt', null, t('keys.' + key)),
      el('dd', null, ways.map(way => el('span', null, way.map(one => el('kbd', null, one))))),
    ]));
    dialog({ title: t('more.keys'), body, wideBody: true, actions: [{ label: t('close') }] });
  }
}
