// What calls for attention without being looked at: the title of the page, one short tone, and a voice for who listens to the page.

import { device } from './base.js';
import { byId } from './dom.js';
import { t } from './say.js';

const BATCH_MS = 1000;
const MOST_ALOUD = 5;

let audio = null;

/** One short tone. Made only after a tap has allowed it; where it is refused, nothing happens. */
export function tone(high) {
  if (!audio || audio.state !== 'running') return;
  const now = audio.currentTime;
  const gain = audio.createGain();
  gain.connect(audio.destination);
  gain.gain.setValueAtTime(0.0001, now);
  gain.gain.exponentialRampToValueAtTime(0.12, now + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, now + 0.35);
  const note = audio.createOscillator();
  note.type = 'sine';
  note.frequency.setValueAtTime(high ? 880 : 660, now);
  note.frequency.setValueAtTime(high ? 1108 : 880, now + 0.11);
  note.connect(gain);
  note.start(now);
  note.stop(now + 0.4);
}

/** To be called from a tap. */
export function allowSound() {
  try {
    audio ??= new (window.AudioContext ?? window.webkitAudioContext)();
    audio.resume?.()?.catch(() => {});
  } catch { /* no sound on this device */ }
}

// A choice of an earlier visit needs a tap of this one before a browser plays anything.
addEventListener('pointerdown', () => (device.get('sound') || device.get('sound-lobby')) && allowSound(), { once: true });

export const sounds = kind => Boolean(device.get(kind));

export function setSound(kind, on) {
  device.set(kind, on);
  if (on) {
    allowSound();
    setTimeout(() => tone(kind === 'sound-lobby'), 60);
  }
}

let base = t('app');
let unread = 0;
let urgent = false;

/** "(3) Reisebudget", with a dot in front where a person waits for me: a private text, the lobby. */
export function title(changes) {
  base = changes.base ?? base;
  unread = changes.unread ?? unread;
  urgent = changes.urgent ?? urgent;
  const whole = (urgent ? '● ' : '') + (unread ? '(' + unread + ') ' : '') + base;
  if (document.title !== whole) document.title = whole;
}

let spoken = [];
let timer = 0;

/** Says something to a screen reader; several within a second are one batch, more than five only their number. */
export function aloud(words, isMessage) {
  if (isMessage && device.get('aloud', true) === false) return;
  spoken.push({ words, isMessage });
  timer ||= setTimeout(() => {
    timer = 0;
    const messages = spoken.filter(one => one.isMessage);
    const rest = spoken.filter(one => !one.isMessage).map(one => one.words);
    const said = messages.length > MOST_ALOUD ? [t('ear.many', { n: messages.length })] : messages.map(one => one.words);
    byId('announcer').textContent = [...said, ...rest].join('\n');
    spoken = [];
  }, BATCH_MS);
}
