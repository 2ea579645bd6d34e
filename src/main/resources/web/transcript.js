// Taking along what was said: as text in the clipboard, as selected lines, on paper.

import { button, el } from './dom.js';
import { dialog } from './layer.js';
import { plain } from './line.js';
import { day, otherZone, sameDay, t } from './say.js';

export class Transcript {
  #talk;
  #room;

  constructor(talk, room) {
    this.#talk = talk;
    this.#room = room;
    document.addEventListener('copy', event => this.#copySelection(event));
  }

  text(privately) {
    const { room } = { room: this.#room };
    const first = this.#talk.items.find(item => item.at);
    const zone = otherZone(room.zone) || Intl.DateTimeFormat().resolvedOptions().timeZone;
    const lines = [[room.title, room.number, first ? day(first.at) : '', zone].filter(Boolean).join(', '), ''];
    let before = first;
    for (const item of this.#talk.items) {
      const line = plain(item, { privately });
      if (!line) continue;
      if (before?.at && item.at && !sameDay(before.at, item.at)) lines.push('', day(item.at));
      lines.push(line);
      before = item;
    }
    return lines.join('\n') + '\n';
  }

  hasPrivate() {
    return this.#talk.items.some(item => item.k === 'private');
  }

  /** Copies all; where there are private texts, they come along only if somebody says so. */
  copy(done) {
    if (!this.hasPrivate()) return this.#put(this.text(false), done);
    const tick = el('input', { type: 'checkbox', class: 'tick' });
    dialog({
      title: t('copy.all'),
      body: el('label', { class: 'opt' }, el('span', null, t('copy.private')), tick),
      actions: [
        { label: t('cancel') },
        { label: t('copy.all'), kind: 'go', submit: true, run: () => void this.#put(this.text(tick.checked), done) },
      ],
    });
  }

  async #put(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      done();
    } catch {
      const box = el('textarea', { class: 'field', readOnly: true, rows: 10, value: text, 'aria-label': t('copy.all') });
      dialog({ title: t('copy.all'), lead: t('copy.by-hand'), body: box, actions: [{ label: t('close') }] });
      box.select();
    }
  }

  print() {
    window.print();
  }

  buttons(done) {
    return [button(t('copy.all'), () => this.copy(done), 'go wide'), button(t('print'), () => this.print(), 'wide')];
  }

  /** Selected lines become "[10:02] Name: text"; a selection within one line is left as it is. */
  #copySelection(event) {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const lines = [...document.querySelectorAll('#log > li')].filter(line => selection.containsNode(line, true));
    if (lines.length < 2) return;
    const bySeq = new Map(this.#talk.items.map(item => [String(item.seq), item]));
    const text = lines.map(line => {
      const item = bySeq.get(line.dataset.seq ?? line.querySelector('[data-seq]')?.dataset.seq);
      return item ? plain(item, { privately: true }) : line.textContent.trim();
    }).filter(Boolean).join('\n');
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  }
}
