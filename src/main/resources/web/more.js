// Behind ⋯: what one needs once a meeting at most.

import { setSound, sounds } from './alerts.js';
import { byId, el } from './dom.js';
import { dialog, menu } from './layer.js';
import { day, otherZone, t, time } from './say.js';
import { device } from './storage.js';

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
    dialog({ title: t('more.keys'), body, actions: [{ label: t('close') }] });
  }
}
