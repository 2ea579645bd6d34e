// A text with its links. Links by splitting the string: what was said never becomes markup.

import { el } from './dom.js';

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
