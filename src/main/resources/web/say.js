// Words, lists, times and amounts as the reader's language writes them. The only module that knows which language it is.

import { lang, words } from './words.js';
import { el } from './dom.js';

document.documentElement.lang = lang;

const cardinal = new Intl.PluralRules(lang);
const ordinal = new Intl.PluralRules(lang, { type: 'ordinal' });
const number = new Intl.NumberFormat(lang);
const listOf = new Intl.ListFormat(lang, { type: 'conjunction' });
export const collator = new Intl.Collator(lang, { sensitivity: 'base', numeric: true });

// Times are written as the device writes them (12 or 24 hours), dates in the language of the page.
const clock = new Intl.DateTimeFormat(navigator.language, { hour: 'numeric', minute: '2-digit' });
const dayName = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'full', timeStyle: 'medium' });
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function pattern(key, args, rules) {
  const entry = words[key];
  if (entry === undefined) {
    console.warn('no words for', key);
    return key;
  }
  return typeof entry === 'string' ? entry : entry['=' + args?.n] ?? entry[rules.select(args?.n ?? 0)] ?? entry.other;
}

/** The words of a meaning as plain text. */
export function t(key, args) {
  return fillIn(pattern(key, args, cardinal).replaceAll('*', ''), args);
}

function fillIn(text, args) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = args?.[name];
    return value === undefined ? whole : typeof value === 'number' ? number.format(value) : String(value);
  });
}

/** The words as nodes: *strong*, and each placeholder kept apart from the direction of the sentence around it. */
export function rich(key, args) {
  return pattern(key, args, cardinal).split(/(\*[^*]+\*|\{\w+\})/).filter(Boolean).map(piece => {
    if (piece[0] === '*') return el('b', null, fillIn(piece.slice(1, -1), args));
    if (piece[0] !== '{') return piece;
    const value = args?.[piece.slice(1, -1)];
    return value instanceof Node ? value : el('bdi', null, typeof value === 'number' ? number.format(value) : String(value));
  });
}

export const has = key => key in words;

export const place = n => fillIn(pattern('place', { n }, ordinal), { n });

export const list = all => listOf.format(all);

export const time = at => clock.format(at);

export const fullTime = at => full.format(at);

/** A time element: what a machine reads, what is shown, and the whole on demand. */
export function timeEl(at) {
  return el('time', { dateTime: new Date(at).toISOString(), title: fullTime(at) }, time(at));
}

export const sameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

export const day = at => dayName.format(at);

/** "Today", "Tomorrow" or the date. */
export function when(at, now) {
  if (sameDay(at, now)) return t('when.today');
  return sameDay(at, now + 86400000) ? t('when.tomorrow') : day(at);
}

/** The zone of a meeting, where it is not the device's own; else nothing. */
export const otherZone = zone => (zone && zone !== deviceZone ? zone : '');

/** "12 minutes": to the minute from two minutes on, to the second below. */
export function span(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return t('span.seconds', { n: seconds });
  if (seconds < 5400) return t('span.minutes', { n: Math.round(seconds / 60) });
  return t('span.hours', { n: Math.round(seconds / 3600) });
}

export function shortSpan(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return t('short.seconds', { n: seconds });
  return seconds < 5400 ? t('short.minutes', { n: Math.round(seconds / 60) }) : t('short.hours', { n: Math.round(seconds / 3600) });
}

/** "In 3 minutes", in the language's own grammar. */
export function inSpan(ms) {
  const minutes = Math.round(ms / 60000);
  const ahead = new Intl.RelativeTimeFormat(lang);
  if (minutes < 1) return ahead.format(Math.max(1, Math.round(ms / 1000)), 'second');
  return minutes < 120 ? ahead.format(minutes, 'minute') : minutes < 2880 ? ahead.format(Math.round(minutes / 60), 'hour')
    : ahead.format(Math.round(minutes / 1440), 'day');
}

export function size(octets) {
  return octets < 1000 ? t('size.bytes', { n: octets }) : t('size.kilobytes', { n: Math.round(octets / 100) / 10 });
}

/** The length of the engine's own words for a duration ("10 seconds", "2 hours"), in milliseconds; 0 if it is none. */
export function spanOf(text) {
  const found = /^(\d+) (second|minute|hour|day)s?$/.exec(text ?? '');
  return found ? found[1] * { second: 1e3, minute: 6e4, hour: 36e5, day: 864e5 }[found[2]] : 0;
}

/** Fills the words into what stands in the page already: data-word is its text, data-label its name. */
export function label(root) {
  for (const each of root.querySelectorAll('[data-word]')) each.textContent = t(each.dataset.word);
  for (const each of root.querySelectorAll('[data-label]')) each.setAttribute('aria-label', t(each.dataset.label));
}
