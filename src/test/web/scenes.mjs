// The scenes of the stand-in: what each code finds at the door, and what is said once one is in.

const MIN = 60000;
/** Ten o'clock in Berlin. */
export const TEN = Date.UTC(2026, 11, 1, 9);
/** Times of the scripted talk; the clock of the scenes stands at 10:07. */
const t = (minutes, seconds = 0) => TEN + minutes * MIN + seconds * 1000;

const LOOK = {
  state: 'open', room: '8401234', title: 'Reisebudget 2027', starts: t(0), ends: t(30), zone: 'Europe/Berlin', doors: t(-10), by: 'Alice Hofmann', present: 6,
  names: ['Alice Hofmann', 'Kofi Mensah', 'Noa Levi'], transcript: true, number: '+447700***456', nick: 'Ben Okafor', role: 'participant', 'service-number': '84433',
};

const person = (nick, more = {}) => ({ nick, role: 'participant', since: t(1), lobby: false, held: false, muted: false, ...more });
const PEOPLE = [
  person('Alice Hofmann', { role: 'moderator', since: t(-2) }), person('Ben Okafor'), person('Jürgen W.', { muted: true }), person('Kofi Mensah'),
  person('Maximiliane Brandstätter'), person('Noa Levi', { hand: 1 }), person('Selin Öztürk', { away: Date.now() - 20000, by: 'browser' }),
];
const NUMBERS = { 'Ben Okafor': '+447700900456', 'Jürgen W.': '+4915123456780', 'Kofi Mensah': '+233241234567', 'Maximiliane Brandstätter': '+4915123456789', 'Noa Levi': '+972501234567', 'Selin Öztürk': '+905321234567' };
const NUMBERED = PEOPLE.map(one => (NUMBERS[one.nick] ? { ...one, number: NUMBERS[one.nick] } : one));

const ev = (seq, when, kind, more) => ({ type: 'event', seq, at: when, kind, ...more });
const LINK = 'https://intranet.example.org/finanzen/reisekosten-2026-q3?ansicht=team&sortierung=absteigend';
const HISTORY = [
  ev(1, t(-2), 'opened', { from: 'Alice Hofmann', who: ['Alice Hofmann'], present: 1 }),
  ev(2, t(-2, 20), 'say', { from: 'Alice Hofmann', text: 'Guten Morgen! Wir fangen um zehn an. Good morning, we start at ten sharp ☕' }),
];
const TALK = [
  ev(3, t(1), 'joined', { who: ['Ben Okafor'], present: 3 }),
  ev(4, t(2), 'say', { from: 'Maximiliane Brandstätter', text: 'Die Reisekosten sind in Q3 um 18 % gestiegen, vor allem Hotels.' }),
  ev(5, t(2, 30), 'say', { from: 'Maximiliane Brandstätter', text: 'Die Tabelle: ' + LINK }),
  ev(6, t(3), 'say', { from: 'Ben Okafor', text: 'Thanks, Maxi. Can we cap hotels at 140 € a night?' }),
  ev(7, t(3, 20), 'joined', { who: ['Noa Levi', 'Kofi Mensah', 'Selin Öztürk'], present: 7 }),
  ev(8, t(4), 'say', { from: 'Noa Levi', text: 'בוקר טוב לכולם, אני מצטרפת מהרכבת 🚆 אז אולי אתנתק לרגע.' }),
];
const PRIVATE = { type: 'private', from: 'Maximiliane Brandstätter', to: 'Ben Okafor', text: 'Between us: it is nearer 21 %. I’ll correct the sheet after this.', own: false, at: t(5), after: 8 };

const welcome = (conn, more = {}) => ({
  type: 'welcome', meeting: 'm1', seq: 2, room: '8401234', title: 'Reisebudget 2027', nick: conn.nick, role: 'participant', present: 7, topic: 'Was streichen wir bis Freitag, and who tells the teams?',
  transcript: true, resumed: conn.again, at: t(conn.again ? 7 : 1), ends: t(30), zone: 'Europe/Berlin', locked: false, lobby: false, 'all-muted': false, 'slow-ms': 0, 'private-texts': 'all', invite: 'moderators',
  you: { muted: false, held: false, hand: 0 }, ...more,
});

/** Answers as a room would, roughly: what is said comes back as an event, commands are acknowledged. */
function hear(conn, object) {
  const room = conn.room;
  const { type, id } = object;
  if (type === 'who') conn.say({ type: 'who', people: room.people.slice(object.from ?? 0, (object.from ?? 0) + Math.min(object.limit ?? 200, 1000)), from: object.from ?? 0, total: room.people.length });
  else if (type === 'resume') {
    conn.say(...room.log.filter(event => event.seq > object.seq), { type: 'ack', id });
  } else if (type === 'say' || type === 'me') {
    if (room.refuses) return conn.say({ type: 'error', id, ...room.refuses });
    const event = ev(++room.seq, Date.now() + room.skew, type, { from: conn.nick, text: object.text });
    room.log.push(event);
    conn.say(event, { type: 'ack', id, seq: event.seq });
  } else if (type === 'command') command(conn, object);
  else if (type === 'leave') {
    conn.say({ type: 'ack', id }, { type: 'goodbye', text: 'You have left.', code: 'left' });
    conn.close(1000);
  }
}

function command(conn, { id, name, argument = '' }) {
  const room = conn.room;
  const event = (kind, more) => {
    const made = ev(++room.seq, Date.now() + room.skew, kind, more);
    room.log.push(made);
    return made;
  };
  const ruled = (ruling, whom, detail) => event('ruled', { ruling, from: conn.nick, whom, detail, text: ruling });
  const done = (...said) => conn.say(...said, { type: 'ack', id });
  const one = room.people.find(each => each.nick === argument);
  switch (name) {
    case 'msg': {
      const to = room.people.map(each => each.nick).find(nick => argument.startsWith(nick + ' '));
      if (!to) return conn.say({ type: 'error', id, code: 'no-such-nick', text: 'Nobody here has that name.' });
      return done({ type: 'private', from: conn.nick, to, text: argument.slice(to.length + 1), own: true, at: Date.now() + room.skew, after: room.seq });
    }
    case 'announce': return done(event('announcement', { from: conn.nick, text: argument }));
    case 'hand': return done({ type: 'hand', place: argument === 'down' ? 0 : 2 });
    case 'mute': case 'unmute':
      if (argument === 'all') return done(ruled(name === 'mute' ? 'all-muted' : 'all-unmuted'));
      if (!one) break;
      one.muted = name === 'mute';
      return done(ruled(name + 'd', argument));
    case 'hold': case 'unhold': one.held = name === 'hold'; return done(ruled(name === 'hold' ? 'held' : 'unheld', argument));
    case 'mod': case 'unmod': one.role = name === 'mod' ? 'moderator' : 'participant'; return done(ruled(name === 'mod' ? 'moderator' : 'no-moderator', argument));
    case 'admit': {
      const in_ = argument === 'all' ? room.lobby.splice(0) : room.lobby.splice(room.lobby.findIndex(each => each.nick === argument), 1);
      for (const each of in_) room.people.push(person(each.nick, { number: each.number }));
      return done(...in_.map(each => ({ type: 'lobby', nick: each.nick, gone: true })), event('joined', { who: in_.map(each => each.nick), present: room.people.length }));
    }
    case 'deny': room.lobby.splice(room.lobby.findIndex(each => each.nick === argument), 1); return done({ type: 'lobby', nick: argument, gone: true }, { type: 'notice', text: argument + ' was not let in.' });
    case 'kick': {
      const nick = room.people.map(each => each.nick).find(each => argument.startsWith(each));
      room.people = room.people.filter(each => each.nick !== nick);
      return done(event('left', { who: [nick], present: room.people.length, why: 'kicked', detail: argument.slice(nick.length + 1) || undefined }));
    }
    case 'lock': case 'unlock': return done(ruled(name + 'ed'));
    case 'lobby': return done(ruled('lobby-' + argument));
    case 'slow': return done(argument === 'off' ? ruled('not-slow') : ruled('slow', undefined, argument.replace('s', ' seconds')));
    case 'next': return done(ruled('floor', 'Noa Levi'), { type: 'hands', queue: [] });
    case 'extend': return done(event('ruled', { ruling: 'extended', from: conn.nick, detail: argument + ' minutes', ends: t(30 + Number(argument)), text: '' }), { type: 'notice', text: 'Until 10:45.' });
    case 'bans': return done({ type: 'listing', rows: ['Kofi, +233241234567, for good: Werbung', '+4917012345678, for 2 hours'], bans: [{ nick: 'Kofi', number: '+233241234567', reason: 'Werbung', by: 'Alice Hofmann' }, { number: '+4917012345678', until: t(127) }] });
    case 'topic': return done(event('topic', { from: conn.nick, text: argument }));
    case 'nick': {
      const from = conn.nick;
      conn.nick = argument;
      room.people.find(each => each.nick === from).nick = argument;
      return done(event('renamed', { from, to: argument }));
    }
    case 'codes': return done({ type: 'listing', rows: ['K7QW-3M9X-PT4H', 'B2DF-8N5R-XZ7C', 'T4GH-6J8P-2MWK'] });
    case 'end': conn.say({ type: 'ack', id }, event('closed', { reason: 'by-moderator' }), { type: 'goodbye', text: 'Over.', code: 'over' }); return conn.close(4002);
    default: return done();
  }
  return conn.say({ type: 'error', id, code: 'no-such-nick', text: 'Nobody here has that name.' });
}

/** Comes in, with history and what was said since. What is live is not sent again to whoever comes back: they resume. */
function into(more, { people = PEOPLE, talk = TALK, after = [], history = HISTORY, skewed = true } = {}) {
  return {
    enter(conn) {
      this.room ??= { people: people.map(one => (one.nick === conn.nick ? { ...one, muted: more['all-muted'] ?? false, role: more.role ?? one.role, held: more.you?.held ?? one.held } : { ...one })), log: [...history, ...talk], seq: Math.max(0, ...[...history, ...talk].map(event => event.seq)), lobby: [], skew: skewed ? t(6) - Date.now() : 0 };
      conn.room = this.room;
      const back = conn.again;
      conn.say({ type: 'admitted', resume: 'r3sum3' }, welcome(conn, { ...more, seq: back ? this.room.seq : history.length, resumed: back }));
      if (!back) {
        if (history.length) conn.say({ type: 'history', events: history });
        conn.say(...talk, ...after.filter(object => typeof object === 'object'));
      }
      for (const each of this.room.lobby) conn.say({ type: 'lobby', ...each });
      this.then?.(conn);
    },
    hear,
    look: LOOK,
  };
}

const LOBBY = [['Priya Raman', '+919876543210', -2], ['Tomás Herrera', '+34612345678', 0]];
const MANY_WAIT = ['Ann', 'Bao', 'Chidi', 'Dunja', 'Emil', 'Farah', 'Goran', 'Hana', 'Ida', 'João'].map((nick, i) => [nick + ' Q.', '+3361234567' + i, -1]);
const moderator = (lobby, more = {}) => {
  const scene = into({ role: 'moderator', lobby: true, ...more }, {
    people: NUMBERED, after: [{ type: 'hands', queue: ['Noa Levi'] }],
    talk: [...TALK, ev(9, t(5), 'say', { from: 'Alice Hofmann', text: '140 € klingt gut. Who tells the teams?' }), ev(10, t(6), 'say', { from: 'Kofi Mensah', text: '140 € is fine for Accra and Lagos. For London we need a second figure.' })],
  });
  scene.look = { ...LOOK, nick: 'Alice Hofmann', role: 'moderator', number: '+49151***222' };
  const enter = scene.enter;
  scene.enter = function (conn) {
    this.room ??= undefined;
    enter.call(this, conn);
    if (!this.filled) {
      this.filled = true;
      this.room.lobby = lobby.map(([nick, number, since]) => ({ nick, number, since: t(6 + since) }));
      for (const each of this.room.lobby) conn.say({ type: 'lobby', ...each });
    }
  };
  return scene;
};

const refusing = (error, more = {}) => ({ look: LOOK, enter: conn => conn.say({ type: 'error', text: error.code, ...error }, ...(more.goodbye ? [more.goodbye] : [])) });
const ending = (goodbye, code) => {
  const scene = into({}, {});
  scene.then = conn => setTimeout(() => {
    conn.say({ type: 'goodbye', text: goodbye.code, ...goodbye });
    conn.close(code);
  }, 150);
  return scene;
};

const TYPES = [
  ev(3, t(7), 'me', { from: 'Kofi Mensah', text: 'nods and writes it down' }),
  ev(4, t(7), 'say', { from: 'Ben Okafor', text: '👍' }),
  ev(5, t(8), 'data', { from: 'Jürgen W.', 'content-type': 'application/json', payload: Buffer.alloc(1200, 123).toString('base64') }),
  ev(6, t(8, 10), 'ruled', { ruling: 'locked', from: 'Alice Hofmann', text: 'x' }),
  ev(7, t(8, 20), 'ruled', { ruling: 'floor', from: 'Alice Hofmann', whom: 'Noa Levi', text: 'x' }),
  ev(8, t(8, 30), 'renamed', { from: 'Kofi', to: 'Kofi Mensah' }),
  ev(9, t(8, 40), 'left', { who: ['Ann', 'Bao', 'Cho'], present: 4 }),
  ev(10, t(9), 'announcement', { from: 'Alice Hofmann', text: 'Nur Zahlen bis Freitag, please.' }),
  { type: 'gap', missing: 14 },
  ev(11, t(9, 10), 'topic', { from: 'Alice Hofmann', text: 'Was streichen wir?' }),
  ev(12, t(9, 20), 'say', { from: 'Maximiliane Brandstätter', text: 'W' + 'a'.repeat(199) + ' is a long word, (see https://example.org/a_(b)).' }),
  ev(13, t(9, 30), 'say', { from: 'Maximiliane Brandstätter', text: '🚆' }),
  ev(14, t(9, 40), 'ends-in', { seconds: 300 }),
];

const NAMES = [];

const CROWD = Array.from({ length: 1000 }, (_, i) => person('Person ' + String(i).padStart(3, '0')));

/** The scenes, each with a room of its own: what is done in one server's is not seen in another's. */
export const scenes = () => {
  const all = [
    { name: 'join', look: LOOK, ...pick(into({}), 'enter', 'hear') },
    { name: 'live', ...into({}, { after: [PRIVATE] }) },
    { name: 'moderator', ...moderator(LOBBY) },
    { name: 'lobby-12', ...moderator([...LOBBY, ...MANY_WAIT]) },
    { name: 'types', ...into({ topic: '' }, { talk: TYPES, history: HISTORY }) },
    { name: 'muted', ...into({ 'all-muted': true }) },
    { name: 'held', ...into({ you: { muted: false, held: true, hand: 0 } }) },
    { name: 'observer', ...into({ role: 'observer' }) },
    { name: 'slow', ...into({ 'slow-ms': 10000, you: { muted: false, held: false, hand: 1 } }) },
    { name: 'empty', ...into({ present: 1, topic: '', invite: 'all' }, { people: [PEOPLE[1]], talk: [], history: [] }) },
    { name: 'ends', ...into({ role: 'moderator', ends: t(5) }, { people: NUMBERED }) },
    { name: 'on-hold', ...into({}, { talk: [...TALK, ev(9, t(5), 'ruled', { ruling: 'ending', detail: '2 minutes', text: 'x' })] }) },
    { name: 'refuses', ...into({}) },
    { name: 'crowd', ...into({ present: 1000 }, { people: [PEOPLE[0], PEOPLE[1], ...CROWD.slice(2)] }) },
    { name: 'lobby', look: LOOK, enter: conn => conn.say({ type: 'waiting', room: '8401234', title: LOOK.title, nick: conn.nick, open: true }) },
    { name: 'awaited', look: { ...LOOK, state: 'awaited', present: 0, names: [] }, enter: conn => conn.say({ type: 'waiting', room: '8401234', title: LOOK.title, nick: conn.nick, open: false }) },
    { name: 'early', look: { ...LOOK, state: 'early', present: 0, names: [], starts: Date.now() + 22 * MIN, doors: Date.now() + 12 * MIN, ends: Date.now() + 52 * MIN }, enter() {} },
    { name: 'full', look: { ...LOOK, state: 'full' }, enter() {} },
    { name: 'locked', look: { ...LOOK, state: 'locked' }, enter() {} },
    { name: 'elsewhere', look: { ...LOOK, state: 'here-elsewhere' }, enter: into({}).enter, hear },
    { name: 'expired', look: { ...LOOK, state: 'over' }, enter() {} },
    { name: 'nick-taken', ...refusing({ code: 'nick-taken' }) },
    { name: 'kicked', ...ending({ code: 'kicked', by: 'Alice Hofmann', reason: 'Bitte ohne Werbung.' }, 4001) },
    { name: 'over', ...ending({ code: 'over' }, 4002) },
    { name: 'replaced', ...ending({ code: 'replaced' }, 4004) },
    { name: 'banned', ...refusing({ code: 'banned', text: 'A moderator has barred your number until 12:00. Ask whoever invited you.' }) },
    { name: 'denied', look: LOOK, enter: conn => {
    conn.say({ type: 'waiting', room: '8401234', title: LOOK.title, nick: conn.nick, open: true });
    setTimeout(() => conn.say({ type: 'goodbye', code: 'denied', text: 'You were not let in.' }), 100);
  } },
    { name: 'silent', look: LOOK, enter() {} },
  ];
  all.find(one => one.name === 'refuses').then = conn => (conn.room.refuses = { code: 'busy', text: 'x' });
  return all;
};

function pick(from, ...keys) {
  return Object.fromEntries(keys.map(key => [key, from[key]]));
}

/** Twelve characters that are a code. */
export const code = name => 'SCENE' + String(NAMES.indexOf(name)).padStart(7, '0');

NAMES.push(...scenes().map(one => one.name));
