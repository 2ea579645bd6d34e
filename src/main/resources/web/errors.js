// Why something was not done, in the page's own words; the engine's sentence only for what the page does not know.

import { rich, spanOf, t } from './say.js';

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
