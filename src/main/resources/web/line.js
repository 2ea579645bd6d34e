// One line of the talk as elements, its text with its links. Each line is an element of its own, so that adding and dropping one
// touches no other; lines of one person that follow each other only look like a group. What was said never becomes markup.

import { button, disc, el, icon } from './dom.js';
import { day, has, list, rich, sameDay, size, t, time, timeEl } from './say.js';

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const PAIRS = { ')': '(', ']': '[', '}': '{' };

/** The text as nodes, with links where it names web addresses, and nothing fetched to show them. */
export function linked(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = withoutSentence(found[0]);
    const href = parsed(address);
    if (!href) continue;
    nodes.push(text.slice(from, found.index), link(address, href));
    from = found.index + address.length;
  }
  nodes.push(text.slice(from));
  return nodes.filter(node => node !== '');
}

/** What ends a sentence is not of the address; a closing bracket is only if it was opened in it. */
function withoutSentence(address) {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1];
    if (/[.,:;!?'’”»…*_~]/u.test(last)) continue;
    const opens = PAIRS[last];
    const head = address.slice(0, end);
    if (opens && count(head, opens) < count(head, last)) continue;
    break;
  }
  return address.slice(0, end);
}

const count = (text, char) => text.split(char).length - 1;

function parsed(address) {
  try {
    const url = new URL(address);
    return url.hostname.length > 0 ? url : null;
  } catch {
    return null;
  }
}

function link(address, url) {
  const shown = address.split(/(?<=[/?&=])/u).flatMap((piece, i) => (i ? [document.createElement('wbr'), piece] : [piece]));
  const written = /^https?:\/\/([^/?#]*)/iu.exec(address)[1];
  const a = el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, shown);
  // Letters of another script that look like Latin ones lead elsewhere than they seem to: then the true name stands beside it.
  return mixed(written) ? el('span', null, a, ' (' + url.hostname + ')') : a;
}

function mixed(host) {
  return /\p{Script=Latin}/u.test(host) && /(?!\p{Script=Latin})\p{Letter}/u.test(host);
}

/** Up to three emoji and nothing else. */
export function onlyEmoji(text) {
  if (text.length > 40 || !/^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\s]+$/u.test(text)) return false;
  const count = 'Segmenter' in Intl ? [...new Intl.Segmenter().segment(text.trim())].length : [...text].length;
  return count > 0 && count <= 3;
}

const GROUP_MS = 5 * 60 * 1000;
const RULING_ICONS = {
  locked: 'lock', unlocked: 'lock', 'lobby-on': 'door', 'lobby-off': 'door', 'all-muted': 'mute', 'all-unmuted': 'chat', muted: 'mute',
  unmuted: 'chat', held: 'pause', unheld: 'chat', moderator: 'star', 'no-moderator': 'star', banned: 'ban', unbanned: 'ban',
  slow: 'clock', 'not-slow': 'clock', floor: 'hand', 'floor-ended': 'hand', extended: 'clock', 'on-hold': 'pause', ending: 'clock',
  'goes-on': 'star',
};

/** Whether a line is of the group of the one before it. */
function continues(item, before) {
  return before?.k === 'say' && item.k === 'say' && before.from === item.from && before.own === item.own
    && item.at - before.at < GROUP_MS && sameDay(item.at, before.at);
}

/** The elements of a line: a day's rule before it, if a day begins with it. */
export function render(item, before, context) {
  const made = [];
  if (item.at && (!before?.at || !sameDay(before.at, item.at))) made.push(rule(day(item.at), 'day'));
  made.push(MAKERS[item.k](item, before, context));
  return made;
}

export function rule(words, kind) {
  return el('li', { class: 'rule ' + kind }, el('span', null, words));
}

const MAKERS = {
  say(item, before) {
    const cont = continues(item, before);
    return item.own ? own(item, cont) : said(item, cont, el('p', { dir: 'auto', class: onlyEmoji(item.text) ? 'big' : null }, linked(item.text)));
  },
  me(item) {
    return el('li', { class: 'msg act', 'data-seq': item.seq }, disc(item.from),
      el('p', null, el('b', null, el('bdi', null, item.from)), ' ', el('span', { dir: 'auto' }, linked(item.text)), ' ', timeEl(item.at)));
  },
  private(item, before, context) {
    if (item.own) return ownPrivate(item);
    const inner = said(item, false, el('p', { dir: 'auto' }, linked(item.text)), 'div');
    inner.querySelector('.from').after(el('div', { class: 'seen' }, icon('lock', true), t('talk.only-you')));
    inner.append(button(t('talk.answer'), () => context.answer(item.from), 'answer'));
    return el('li', { class: 'priv', 'data-from': item.from }, inner);
  },
  announcement(item) {
    return el('li', { class: 'shout', 'data-seq': item.seq },
      el('div', { class: 'shout-head' }, icon('shout', true), el('span', null, rich('talk.announcement', { who: item.from })), timeEl(item.at)),
      el('p', { dir: 'auto' }, linked(item.text)));
  },
  data(item, before, context) {
    const chip = el('div', { class: 'file' },
      el('span', null, t('talk.data'), el('small', null, item.type + ', ' + size(item.octets))),
      item.payload ? button(t('talk.save'), () => context.saveData(item), 'flat slim') : null);
    return said(item, false, chip);
  },
  note(item, before, context) {
    const text = el('span');
    sentences(item.parts, context.room.nick).forEach((sentence, i) => text.append(...(i ? [' · '] : []), ...sentence));
    const all = item.parts.flatMap(part => part.who ?? []).length + item.parts.filter(part => part.more).length;
    if (all <= 2) return el('li', { class: 'note', title: time(item.at) }, text);
    const open = el('button', { type: 'button', class: 'note-open', 'aria-haspopup': 'dialog', onclick: () => context.showNote(item) }, text);
    return el('li', { class: 'note' }, open);
  },
  ruled(item, before, context) {
    return el('li', { class: 'note' + (item.ruling === 'ending' || item.ruling === 'on-hold' ? ' wait' : ''), 'data-ruling': item.ruling },
      icon(RULING_ICONS[item.ruling] ?? 'info', true), el('span', null, ruling(item, context.room.nick)));
  },
  topic(item, before, context) {
    const from = you(item.from, context.room.nick);
    return el('li', { class: 'note' }, icon('topic', true),
      el('span', null, item.text ? rich('note.topic', { from, text: item.text }) : rich('note.topic-off', { from })));
  },
  time(item) {
    const key = item.seconds < 60 ? 'note.ends-seconds' : 'note.ends';
    return el('li', { class: 'note wait' }, icon('clock', true), el('span', null, t(key, { n: item.seconds < 60 ? item.seconds : Math.round(item.seconds / 60) })));
  },
  closed() {
    return el('li', { class: 'note wait' }, icon('clock', true), el('span', null, t('note.closed')));
  },
  notice(item) {
    return el('li', { class: 'note' }, item.mine ? icon('info', true) : null, el('span', { dir: 'auto' }, item.text));
  },
  listing(item) {
    return el('li', { class: 'listing' }, item.rows.map(row => el('p', { dir: 'auto' }, row)));
  },
  gap: item => rule(t('talk.gap', { n: item.missing }), 'gap'),
  came: item => rule(t('talk.came', { time: time(item.at) }), 'came'),
  again: () => rule(t('talk.began-again'), 'came'),
};

function said(item, cont, body, tag = 'li') {
  const classes = 'msg' + (cont ? ' cont' : '');
  const spoken = el('span', { class: 'sr' }, t('talk.at', { nick: item.from, time: time(item.at) }) + ' ');
  if (cont) {
    body.prepend(spoken);
    return el(tag, { class: classes, 'data-seq': item.seq }, body);
  }
  return el(tag, { class: classes, 'data-seq': item.seq }, disc(item.from), el('div', { class: 'from', 'data-nick': item.from },
    el('b', null, el('bdi', null, item.from)), el('span', { class: 'tag mod', hidden: !item.mod }, t('talk.moderator')), timeEl(item.at)), body);
}

function own(item, cont) {
  const body = bubble(item.text);
  body.prepend(el('span', { class: 'sr' }, cont ? t('talk.you-at', { time: time(item.at) }) + ' ' : t('talk.you') + ': '));
  return el('li', { class: 'own' + (cont ? ' cont' : ''), 'data-seq': item.seq }, cont ? null : el('span', { class: 'state' }, timeEl(item.at)), body);
}

export function bubble(text) {
  return el('p', { dir: 'auto', class: onlyEmoji(text) ? 'big' : null }, linked(text));
}

function ownPrivate(item) {
  const who = el('b', null, el('bdi', null, item.to));
  return el('li', { class: 'own to-one' }, bubble(item.text),
    el('span', { class: 'state' }, icon('lock', true), el('span', null, rich('talk.only-to', { who })), ' · ', timeEl(item.at)),
    item.away ? el('span', { class: 'state lost' }, icon('warn', true), t('talk.not-got')) : null);
}

function you(nick, mine) {
  return el('b', null, nick === mine ? t('talk.you') : el('bdi', null, nick));
}

/** Who came, went or took another name, with neighbours of a kind in one sentence. */
export function sentences(parts, mine) {
  const joined = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (part.kind === 'renamed' || !last || last.key !== part.key) joined.push({ ...part, who: [...(part.who ?? [])] });
    else {
      last.who.push(...part.who);
      last.more = (last.more ?? 0) + (part.more ?? 0);
    }
  }
  return joined.map(part => {
    if (part.kind === 'renamed') return rich(part.to === mine ? 'note.renamed.me' : 'note.renamed', { from: you(part.from, ''), to: you(part.to, '') });
    if (part.key === 'note.kicked-why') return rich(part.key, { who: crowd(part, mine), why: part.detail });
    return rich(part.key, { who: crowd(part, mine) });
  });
}

function crowd(part, mine) {
  const { who, more = 0 } = part;
  const total = who.length + more;
  const shown = total > 2 ? who.slice(0, 1) : who;
  if (total > shown.length) {
    const first = el('span', null, shown.map(nick => you(nick, mine)));
    return el('span', null, rich('note.others', { names: first, n: total - shown.length }));
  }
  const out = el('span');
  shown.forEach((nick, i) => out.append(...(i ? [conjunction()] : []), you(nick, mine)));
  return out;
}

const conjunction = () => list(['\u0001', '\u0002']).replace(/[\u0001\u0002]/g, '');

/** A decision in our own words, as nodes; an unknown one in the engine's. */
function ruling(item, mine) {
  const key = item.ruling === 'extended' && item.ends ? 'rule.extended-to' : 'rule.' + item.ruling;
  const from = item.from ? you(item.from, mine) : you(item.whom ?? '', mine);
  if (!has(key)) return [item.text];
  const me = item.whom === mine;
  const whom = me ? el('b', null, t('talk.you.object')) : you(item.whom ?? '', mine);
  return rich(me && has(key + '.me') ? key + '.me' : key, { from, whom, detail: item.detail ?? '', time: item.ends ? time(item.ends) : '' });
}

/** The name of a merged note's part. */
export function partOf(event) {
  const { kind, who, more, from, to, why, detail } = event;
  if (kind === 'renamed') return { kind, from, to, key: 'note.renamed' };
  if (kind === 'opened') return { kind, who: from ? [from] : who, key: from ? 'note.opened' : 'note.opened-plain' };
  if (kind === 'joined') return { kind, who, more, key: 'note.joined' };
  const special = { 'connection-lost': 'note.connection-lost', 'too-slow': 'note.too-slow', banned: 'note.banned' }[why];
  if (why === 'kicked') return { kind, who, detail, key: detail ? 'note.kicked-why' : 'note.kicked' };
  return { kind, who, more, key: special ?? 'note.left' };
}

/** What it says when it is copied or printed: one line, or nothing. */
export function plain(item, { privately }) {
  const at = '[' + time(item.at ?? 0) + '] ';
  switch (item.k) {
    case 'say': return at + item.from + ': ' + item.text;
    case 'me': return at + '* ' + item.from + ' ' + item.text;
    case 'announcement': return at + t('talk.announcement', { who: item.from }) + ': ' + item.text;
    case 'private': return privately ? at + item.from + ' → ' + item.to + ': ' + item.text : '';
    case 'data': return at + item.from + ': ' + t('talk.data') + ', ' + item.type;
    default: return '';
  }
}
