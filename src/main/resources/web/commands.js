// The /words: who may say which and how each is written; and in which words it is said that something was not done.

import { rich, spanOf, t } from './say.js';

/** all: everyone; talk: who may be heard; inviter: by the room's policy; mods: moderators. "name" is completed from the roster. */
const TABLE = [
  ['hand', 'talk'], ['leave', 'all'], ['me', 'talk', 'text'], ['msg', 'all', 'name', 'text'], ['nick', 'all', 'text'],
  ['topic', 'all', 'text'], ['who', 'all'], ['help', 'all'],
  ['admit', 'mods', 'lobby'], ['announce', 'mods', 'text'], ['ban', 'mods', 'name'], ['bans', 'mods'], ['codes', 'mods', 'count'],
  ['deny', 'mods', 'lobby'], ['end', 'mods', 'text'], ['extend', 'mods', 'minutes'], ['hold', 'mods', 'name'], ['invite', 'inviter', 'numbers'],
  ['kick', 'mods', 'name', 'text'], ['lobby', 'mods', 'on|off'], ['lock', 'mods'], ['mod', 'mods', 'name'], ['mute', 'mods', 'name'],
  ['next', 'mods'], ['slow', 'mods', '10s|off'], ['unban', 'mods', 'name'], ['unhold', 'mods', 'name'], ['unlock', 'mods'],
  ['unmod', 'mods', 'name'], ['unmute', 'mods', 'name'],
].map(([name, audience, ...args]) => ({ name, audience, args }));

const HIDDEN = new Set(['close', 'port']);

export function commandsFor(room) {
  return TABLE.filter(({ audience }) => audience === 'all' || (audience === 'talk' && room.role !== 'observer')
    || (audience === 'mods' && room.moderates) || (audience === 'inviter' && room.mayInvite()));
}

/** Reads "/word argument": null if it is speech; unknown words are known to be so. */
export function parseCommand(text, room) {
  if (!text.startsWith('/') || text.startsWith('//')) return null;
  const [, word, argument] = /^\/(\S*)\s*([\s\S]*)$/.exec(text);
  const name = word.toLowerCase();
  const known = HIDDEN.has(name) || commandsFor(room).some(command => command.name === name);
  return { name, word, argument: argument.trim(), known };
}

/** The person whose name an argument begins with, the longest name first, and what follows it. */
export function namedFirst(argument, nicks) {
  const folded = argument.toLowerCase();
  const found = [...nicks].filter(nick => folded === nick.toLowerCase() || folded.startsWith(nick.toLowerCase() + ' '))
    .sort((one, other) => other.length - one.length)[0];
  return found ? { nick: found, rest: argument.slice(found.length).trim() } : null;
}

/** What may be completed in a text that ends at the caret: {kind, from, options}, or null. */
export function completions(text, room) {
  const word = /^\/(\S*)$/.exec(text);
  if (word) {
    const options = commandsFor(room).filter(command => command.name.startsWith(word[1].toLowerCase()));
    return options.length ? { kind: 'commands', from: 0, options } : null;
  }
  const argument = /^\/(\S+) ([^\n]{0,24})$/.exec(text);
  if (argument) {
    const command = commandsFor(room).find(one => one.name === argument[1].toLowerCase());
    const pool = command?.args[0] === 'lobby' ? [...room.lobby.keys()] : command?.args[0] === 'name' ? others(room) : [];
    return names(pool, argument[2], argument[1].length + 2);
  }
  const mention = /(?:^|\s)@([\p{L}\p{N}][\p{L}\p{N} ._'-]{0,23}|)$/u.exec(text);
  return mention ? names(others(room), mention[1], text.length - mention[1].length - 1) : null;
}

/** Names for Tab: the word before the caret, of two letters or more. */
export function completeWord(text, room) {
  const word = /(?:^|\s)([\p{L}\p{N}][\p{L}\p{N}._'-]+)$/u.exec(text);
  return word ? names(others(room), word[1], text.length - word[1].length) : null;
}

const others = room => [...room.people.keys()].filter(nick => nick !== room.nick);

function names(pool, typed, from) {
  const begun = typed.toLowerCase();
  const options = pool.filter(nick => nick.toLowerCase().startsWith(begun) && nick.toLowerCase() !== begun).slice(0, 8);
  return options.length ? { kind: 'names', from, options } : null;
}

const SAME = new Set(['busy', 'too-long', 'bad-nick', 'no-private-texts', 'private-to-moderators', 'moderators-only', 'last-moderator',
  'is-moderator', 'not-moderator', 'not-yourself', 'unchanged', 'no-hands', 'lobby-empty', 'not-in-lobby', 'muted', 'all-muted', 'observer',
  'held', 'no-moderator', 'lost']);
const BUSY = new Set(['no-schedule', 'not-invited']);
/** Said quietly, and gone again by themselves: nothing is amiss. */
export const QUIET = new Set(['is-moderator', 'not-moderator', 'not-yourself', 'unchanged', 'no-hands', 'lobby-empty', 'not-in-lobby']);
const OURS = new Set(['malformed', 'invalid', 'unknown-type', 'hello-first', 'not-here', 'not-utf8', 'protocol']);

/** Nodes. {@code about} may have the nick and the usage it was about. */
export function why(answer, room, about = {}) {
  const { code, text, waitMs } = answer;
  if (code === 'too-fast' || code === 'slow-mode') return [t('err.wait', { n: Math.ceil((waitMs ?? spanOf(text)) / 1000) || 1 })];
  if (SAME.has(code)) return [t('err.' + code)];
  if (BUSY.has(code)) return [t('err.busy')];
  if (code === 'nick-taken' && about.nick) return rich('err.nick-taken', about);
  if (code === 'no-such-nick') return noSuchNick(room, about.nick);
  if ((code === 'in-lobby' || code === 'is-held') && about.nick) return rich('err.' + code, { who: about.nick });
  if (code === 'usage' && about.usage) return rich('write.usage', about);
  if (OURS.has(code)) {
    console.error('the server refused what this page sent:', code);
    return [t('err.page')];
  }
  return [text || t('err.busy')];
}

function noSuchNick(room, nick) {
  if (!nick) return [t('err.no-such-nick')];
  const begun = nick.toLowerCase().split(' ')[0];
  const near = [...room.people.keys()].find(one => one !== room.nick && one.toLowerCase().includes(begun));
  return near ? rich('err.no-such-nick-near', { nick, near }) : [t('err.no-such-nick')];
}
