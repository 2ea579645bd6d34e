// The page: makes the parts, lets them hear each other, and keeps what a reload needs.

import { aloud, sounds, title, tone } from './alerts.js';
import { applyTheme, More, Strips } from './bar.js';
import { device, here } from './base.js';
import { why } from './commands.js';
import { Composer } from './composer.js';
import { button, byId, el, icon } from './dom.js';
import { Entrance } from './entrance.js';
import { dialog, isOpen, isWide } from './layer.js';
import { sentences } from './line.js';
import { Moderation } from './moderation.js';
import { Outbox, Pending } from './outbox.js';
import { People } from './people.js';
import { Room } from './room.js';
import { label, rich, t, time } from './say.js';
import { Session } from './session.js';
import { Talk } from './talk.js';
import { Transcript } from './transcript.js';
import { viewport } from './viewport.js';
import { Wire } from './wire.js';

const KEPT_LINES = 200;

applyTheme();
label(document);
viewport();

const room = new Room();
const wire = new Wire();
const session = new Session(wire);
const talk = new Talk({ room, answer: nick => write(nick), showNote, saveData });
const transcript = new Transcript(talk, room);
const entrance = new Entrance({ session, wire, room, talk, transcript });
const outbox = new Outbox(session, room);
const act = new Moderation(session, room, (nodes, undo) => composer.toast(nodes, undo), (answer, about) => composer.refused(answer, about));
const people = new People(room, session, Object.assign(act, { write }));
const strips = new Strips(room, session, wire, act);
const more = new More(room, act, transcript, nodes => composer.toast(nodes));
const composer = new Composer({ room, session, outbox, talk, does: {
  who: () => done(people.open()),
  help: () => done(help()),
  leave: () => done(act.leave()),
  bans: () => done(act.bans()),
  end: argument => !argument && done(act.end()),
  close: argument => !argument && done(act.end()),
  invite: argument => !argument && done(act.invite()),
  codes: argument => !argument && done(act.codes()),
  topic: argument => !argument && done(act.topic()),
  nick: argument => !argument && done(act.rename()),
} });
new Pending(outbox, room, why);

function done() {
  return true;
}

function write(nick) {
  people.close();
  composer.setMode({ kind: 'private', to: nick });
}

function help() {
  composer.setMode({ kind: 'all', to: '' });
  setTimeout(() => {
    byId('field').value = '/';
    byId('field').dispatchEvent(new Event('input'));
    composer.focus();
  });
}

// --- what the server says ---

session.on('welcome', (welcome, { goesOn, again }) => {
  room.welcome(welcome);
  if (again) talk.add({ k: 'again', at: room.now() }, true);
  if (!goesOn && !again) joinedAt = room.now();
  title({ base: room.title });
  if (!goesOn) aloud(t('ear.you-are-in', { title: room.title }));
  session.who();
  drawQuiet();
  if (matchMedia('(pointer: fine)').matches) composer.focus();
});

let joinedAt = 0;

session.on('history', events => {
  const known = events.filter(event => talk.event(event, true));
  if (known.length && joinedAt) talk.add({ k: 'came', at: joinedAt }, true);
  joinedAt = 0;
});

session.on('events', events => {
  for (const event of events) {
    const own = event.from === room.nick;
    if (!talk.event(event)) continue;
    if (own) outbox.own(event);
    room.event(event);
    heard(event, own);
  }
});

function heard(event, own) {
  const { kind, from, text } = event;
  if (kind === 'left') event.who.forEach(nick => people.gone(nick) && composer.toast(rich('people.gone', { who: nick })));
  if (['joined', 'left', 'renamed', 'ruled', 'opened'].includes(kind)) askWho();
  if (kind === 'renamed' && event.to === room.nick) session.nick = room.nick;
  if (kind === 'ruled' && event.ruling === 'unheld' && event.whom === room.nick) session.who();
  if (own) return;
  if (kind === 'say') aloud(t('ear.said', { who: from, text }), true);
  else if (kind === 'me') aloud(from + ' ' + text, true);
  else if (kind === 'announcement') aloud(t('ear.announcement', { who: from, text }), true);
  else return;
  if (!document.hasFocus() && sounds('sound')) tone();
}

let asking = 0;

/** The roster says more than an event does (numbers, roles); asked once after a flurry, and only where it is seen. */
function askWho() {
  clearTimeout(asking);
  asking = setTimeout(() => (people.isShown() || room.present <= 100) && session.who(), 400 + Math.random() * 400);
}

session.on('private', said => {
  const item = { k: 'private', at: said.at ?? room.now(), after: said.after, from: said.from, to: said.to, text: said.text, own: said.own, away: said.away };
  const known = talk.items.slice(-KEPT_LINES).some(one => one.k === 'private' && said.at && one.at === said.at && one.text === said.text && one.from === said.from);
  if (known) return;
  talk.add(item);
  if (said.own) {
    outbox.ownPrivate(said);
    if (said.away) composer.toast(rich('did.away', { who: said.to }));
    return;
  }
  aloud(t('ear.private', { who: said.from, text: said.text }), true);
  if (!document.hasFocus() && sounds('sound')) tone();
});

session.on('who', (all, more) => {
  room.who(all, more);
  talk.markModerators();
});
session.on('lobby', said => room.waits(said));
session.on('hands', ({ queue }) => room.queue(queue));
session.on('hand', ({ place }) => room.place(place));
session.on('present', present => room.count(present));
session.on('gap', missing => talk.add({ k: 'gap', missing, at: room.now() }, true));
session.on('notice', ({ text }) => talk.add({ k: 'notice', text, mine: true, at: room.now() }, true));
session.on('delivery', ({ nick, number, state }) => talk.add({ k: 'notice', text: t(state === 'delivered' ? 'invite.has' : 'invite.failed', { who: nick ?? number }), mine: true, at: room.now() }, true));
session.on('listing', ({ rows }) => talk.add({ k: 'listing', rows, at: room.now() }, true));
session.on('error', answer => document.documentElement.dataset.place === 'room' && composer.refused(answer));
session.on('net', state => state !== 'live' && (talk.offline = true));
session.on('shut', () => title({ unread: 0, urgent: false }));
session.on('caught-up', () => {
  talk.offline = false;
  session.save();
});

room.on('came', nick => {
  if (!room.moderates) return;
  aloud(t('ear.lobby', { who: nick }));
  if (sounds('sound-lobby') || (sounds('sound') && !document.hasFocus())) tone(true);
});
room.on('change', drawQuiet);

let unreadPrivate = false;

talk.on('unread', (count, isPrivate) => {
  unreadPrivate = isPrivate;
  title({ unread: count, urgent: isPrivate || lobbyWaits() });
});

const lobbyWaits = () => room.moderates && room.lobby.size > 0;

/** What stands where the talk would be: nobody said anything yet, or I am on hold and would see less than there is. */
function drawQuiet() {
  title({ urgent: unreadPrivate || lobbyWaits() });
  const empty = !room.held && room.present <= 1 && !talk.hasTalk();
  const blank = byId('blank');
  const state = room.held ? 'held' : empty ? 'empty' + room.ends + room.mayInvite() : '';
  byId('scroll').dataset.quiet = room.held ? 'held' : '';
  blank.hidden = !state;
  if (blank.dataset.state === state) return;
  blank.dataset.state = state;
  if (room.held) {
    blank.replaceChildren(icon('pause'), el('b', null, t('talk.quiet')), t('talk.quiet.lead'));
  } else if (empty) {
    blank.replaceChildren(icon('chat'), el('b', null, t('talk.empty')), room.ends ? t('talk.empty.until', { time: time(room.ends) }) : t('talk.empty.open'),
      ...(room.mayInvite() ? [el('br'), button(t('talk.invite'), () => act.invite())] : []));
  }
}

talk.on('added', () => byId('blank').hidden || drawQuiet());

// --- what a line can do ---

function showNote(item) {
  const rows = item.parts.flatMap(part => (part.who ?? [part]).map(one => el('li', null, typeof one === 'string' ? sentences([{ ...part, who: [one], more: 0 }], room.nick)[0] : sentences([one], room.nick)[0])));
  dialog({ title: t('talk.details'), body: el('ul', { class: 'rows' }, rows), actions: [{ label: t('close') }] });
}

/** Data of a program is never opened or shown: it is saved as what it is not, a file that nothing starts. */
function saveData(item) {
  const bytes = Uint8Array.from(atob(item.payload), char => char.charCodeAt(0));
  const href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  el('a', { href, download: 'data-' + item.seq + '.bin' }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

// --- keys of the whole page ---

document.addEventListener('keydown', event => {
  if (document.documentElement.dataset.place !== 'room' || event.isComposing || isOpen()) return;
  const { key, ctrlKey, metaKey, altKey } = event;
  if (key === 'F6' || (ctrlKey && key === '.')) {
    event.preventDefault();
    round(event.shiftKey);
    return;
  }
  if (ctrlKey || metaKey || altKey || event.target.closest('input, textarea, select')) return;
  const inLog = event.target === byId('scroll');
  if (key === 'End' && inLog) talk.jumpToEnd();
  if (key.length !== 1 || key === ' ' || !device.get('single-keys', true)) return;
  if (key === '?') return void more.keys();
  // A letter typed anywhere is meant for the field; the key itself still arrives there.
  composer.focus();
});

function round(back) {
  const stops = [() => composer.focus(), () => byId('scroll').focus(), () => (isWide() ? people.focus() : byId('count').focus())];
  const at = byId('composer').contains(document.activeElement) ? 0 : document.activeElement === byId('scroll') ? 1 : document.activeElement === document.body ? -1 : 2;
  stops[(at + (back ? stops.length - 1 : 1)) % stops.length]();
}

byId('count').addEventListener('click', () => people.open());

// --- what a reload brings back ---

window.addEventListener('pagehide', () => {
  if (!session.seated && !talk.hasTalk()) return;
  here.set('talk', talk.keep(KEPT_LINES));
  here.set('room', { title: room.title, number: room.number, nick: room.nick, role: room.role, present: room.present, topic: room.topic, recorded: room.recorded, ends: room.ends, zone: room.zone });
  session.save();
  outbox.save();
});

Object.assign(room, here.get('room', {}));
talk.restore(here.get('talk', []));
session.on('other-seat', () => {
  talk.clear();
  outbox.queue = [];
  outbox.save();
  composer.clear();
});
entrance.begin();
if (session.seated && talk.items.length) {
  entrance.door.hide();
  title({ base: room.title });
  room.changed();
}
strips.draw();
composer.draw();
