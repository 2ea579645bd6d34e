// The field: to whom one writes, what one has written so far, and what Enter does with it. It never goes away because of the network.

import { here } from './base.js';
import { commandsFor, completeWord, completions, namedFirst, parseCommand, QUIET, why } from './commands.js';
import { button, byId, el, icon, iconButton } from './dom.js';
import { dialog } from './layer.js';
import { has, place, rich, span, t } from './say.js';

const AT_ONCE = 5;
const NEAR_LIMIT = 0.88;
const DRAFT_MS = 300;
const PRIVATE_STAYS_MS = 60000;
const TOAST_MS = 8000;
const PASSING_MS = 4000;
const octets = text => new TextEncoder().encode(text).length;

export class Composer {
  #form = byId('composer');
  #field = byId('field');
  #send = byId('send');
  #hand = byId('hand');
  #list = byId('completions');
  #note = byId('say-note');
  #toastEl = byId('toast');
  #room;
  #session;
  #outbox;
  #talk;
  #does;
  #mode = { kind: 'all', to: '' };
  #carried = '';
  #open = null;
  #at = -1;
  #shift = false;
  #error = null;
  #saving = 0;
  #toastTimer = 0;
  #modeTimer = 0;
  #refused = '';

  /** does: what /words do that the page has its own way for (who, leave, help, bans, end, invite, codes, kick, ban). */
  constructor({ room, session, outbox, talk, does }) {
    this.#room = room;
    this.#session = session;
    this.#outbox = outbox;
    this.#talk = talk;
    this.#does = does;
    this.#field.value = here.get('draft.all', '');
    this.#listen();
    room.on('change', () => this.draw());
    outbox.on('change', () => this.draw());
    outbox.on('back', (item, answer) => this.#givenBack(item, answer));
    setInterval(() => (outbox.nextAt > Date.now() - 1500 || outbox.queue.some(item => item.goesAt)) && this.draw(), 500);
    this.#grow();
  }

  get mode() {
    return this.#mode;
  }

  focus() {
    if (!byId('say-row').hidden) this.#field.focus({ preventScroll: true });
  }

  #listen() {
    const field = this.#field;
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.submit();
    });
    field.addEventListener('input', () => this.#typed());
    field.addEventListener('keydown', event => this.#key(event));
    field.addEventListener('beforeinput', event => {
      // Some keyboards of phones name no key: the line break they ask for is their Send.
      if (event.inputType !== 'insertLineBreak' || this.#shift || event.isComposing) return;
      event.preventDefault();
      this.#enter();
    });
    field.addEventListener('blur', () => setTimeout(() => document.activeElement !== field && this.#closeList(), 150));
    field.addEventListener('focus', () => this.draw());
    // The keyboard of a phone stays up when one taps Send.
    this.#send.addEventListener('pointerdown', event => document.activeElement === field && event.preventDefault());
    this.#hand.addEventListener('click', () => this.#handOrShout());
    window.addEventListener('pagehide', () => this.saveDraft());
  }

  // --- the draft ---

  #typed() {
    this.#error = null;
    this.#grow();
    this.#suggest();
    this.#maybePrivate();
    this.draw();
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.saveDraft(), DRAFT_MS);
    if (this.#mode.kind === 'private') this.#privateStays();
  }

  #draftKey() {
    return 'draft.' + (this.#mode.kind === 'private' ? 'to ' + this.#mode.to : this.#mode.kind);
  }

  saveDraft() {
    clearTimeout(this.#saving);
    if (this.#field.value) here.set(this.#draftKey(), this.#field.value);
    else here.remove(this.#draftKey());
  }

  #set(text) {
    this.#field.value = text;
    this.#grow();
    this.saveDraft();
    this.#closeList();
    this.draw();
  }

  #grow() {
    const field = this.#field;
    field.style.height = 'auto';
    field.style.height = field.scrollHeight + 'px';
  }

  // --- to whom ---

  /** Writes to one person only, or announces; {kind: 'all'} goes back. Text that was there before comes along, and goes back with it. */
  setMode(mode) {
    const old = this.#mode;
    if (old.kind === mode.kind && old.to === mode.to) return this.focus();
    const text = this.#field.value;
    const stays = mode.kind !== 'all' || text === this.#carried;
    if (old.kind === 'all' || !stays) this.saveDraft();
    let next;
    if (mode.kind === 'all') next = text && text === this.#carried ? text : here.get('draft.all', '');
    if (old.kind === 'all' && text && text !== '/') here.remove('draft.all');
    this.#mode = mode;
    if (mode.kind !== 'all') {
      const carries = old.kind === 'all' && text && !text.startsWith('/');
      this.#carried = carries ? text : '';
      next = carries ? text : here.get(this.#draftKey(), '');
    } else {
      this.#carried = '';
    }
    clearTimeout(this.#modeTimer);
    this.#error = null;
    this.#set(next);
    this.focus();
    return undefined;
  }

  /** Nothing of what was written belongs here. */
  clear() {
    this.#mode = { kind: 'all', to: '' };
    this.#set('');
  }

  back() {
    this.setMode({ kind: 'all', to: '' });
  }

  #privateStays() {
    clearTimeout(this.#modeTimer);
    // Never by itself while there is text in it.
    this.#modeTimer = setTimeout(() => this.#mode.kind === 'private' && !this.#field.value && this.back(), PRIVATE_STAYS_MS);
  }

  /** "/msg Noa Levi " is the way into a private text, as soon as it can mean nobody else. */
  #maybePrivate() {
    const found = /^\/msg (.+) $/i.exec(this.#field.value);
    if (!found || this.#mode.kind !== 'all') return;
    const typed = found[1].toLowerCase();
    const nicks = [...this.#room.people.keys()].filter(nick => nick !== this.#room.nick);
    const exact = nicks.find(nick => nick.toLowerCase() === typed);
    if (exact && !nicks.some(nick => nick.toLowerCase().startsWith(typed + ' '))) this.#toOne(exact);
  }

  #toOne(nick) {
    this.#field.value = '';
    this.setMode({ kind: 'private', to: nick });
  }

  #handOrShout() {
    const room = this.#room;
    if (room.moderates) {
      this.setMode(this.#mode.kind === 'announce' ? { kind: 'all', to: '' } : { kind: 'announce', to: '' });
    } else {
      this.hand(!room.hand);
    }
  }

  async hand(up) {
    const answer = await this.#session.command('hand', up ? '' : 'down', true);
    if (!answer.ok) this.refused(answer);
    else if (!up) this.#room.place(0);
    else if (!this.#room.hand) this.#room.place(this.#room.hands.length || 1);
  }

  // --- sending ---

  #enter() {
    if (this.#open && this.#at >= 0) this.#choose(this.#at);
    else this.submit();
  }

  submit() {
    const text = this.#field.value;
    if (!text.trim()) return;
    const command = parseCommand(text.trim(), this.#room);
    if (command) return void this.#do(command);
    if (this.#mustWait(text)) return;
    const said = text.trim().startsWith('//') ? text.trim().slice(1) : text;
    const lines = said.split(/\r?\n/).map(line => line.trim()).filter(Boolean);
    if (lines.length > AT_ONCE) this.#askLines(lines);
    else this.#sendAll([lines.join('\n')]);
  }

  #mustWait(text) {
    if (this.#tooLong(text)) return true;
    if (this.#room.onHold && !this.#room.moderates && this.#mode.kind !== 'private') return true;
    return this.#mode.kind !== 'private' && this.#slowLeft() > 0 && this.#outbox.queue.some(item => item.goesAt > Date.now());
  }

  #sendAll(lines) {
    const { kind, to } = this.#mode;
    for (const line of lines) this.#outbox.push(kind === 'all' ? 'say' : kind, line, to);
    this.#carried = '';
    this.#set('');
    this.#talk.wrote();
    if (kind === 'announce') this.back();
    if (kind === 'private') this.#privateStays();
  }

  #askLines(lines) {
    const one = lines.join('\n');
    const whole = octets(one) <= this.#session.maxText;
    dialog({
      title: t('write.lines', { n: lines.length }), lead: t('write.lines.lead'), stacked: true,
      body: el('p', { class: 'snip', dir: 'auto' }, lines.slice(0, 8).join('\n')),
      actions: [
        whole && { label: t('write.lines.one'), kind: 'go', run: () => this.#sendAll([one]) },
        { label: t('write.lines.many', { n: lines.length }), kind: whole ? '' : 'go', run: () => this.#sendAll(lines) },
        { label: t('write.lines.back'), kind: 'flat', run: () => void this.focus() },
      ].filter(Boolean),
    });
  }

  #tooLong(text) {
    return octets(text.trim().normalize('NFC')) > this.#session.maxText;
  }

  /** Cut at the last blank before the limit, never inside of what one sees as a character. */
  #pieces(text) {
    const most = this.#session.maxText;
    const chars = 'Segmenter' in Intl ? [...new Intl.Segmenter().segment(text)].map(part => part.segment) : [...text];
    const pieces = [];
    let piece = '';
    let size = 0;
    for (const char of chars) {
      const more = octets(char);
      if (size + more > most) {
        const cut = Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\n'));
        const head = cut > most / 8 ? piece.slice(0, cut) : piece;
        pieces.push(head.trim());
        piece = piece.slice(head.length).trimStart();
        size = octets(piece);
      }
      piece += char;
      size += more;
    }
    return [...pieces, piece.trim()].filter(Boolean);
  }

  async #do({ name, word, argument, known }) {
    if (!known) return this.#fail(rich('write.unknown', { word }));
    if (name === 'msg') return this.#whisper(argument);
    if (name === 'me' && argument) return this.#emit('me', argument);
    if (name === 'announce' && argument) return this.#emit('announce', argument);
    if (name === 'announce') return this.#clearThen(() => this.setMode({ kind: 'announce', to: '' }));
    if (name === 'hand') return this.#clearThen(() => this.hand(argument.toLowerCase() !== 'down'));
    const own = this.#does[name];
    if (own?.(argument)) return this.#set('');
    const answer = await this.#session.command(name, argument);
    if (answer.ok) return this.#set('');
    return this.#fail(why(answer, this.#room, { nick: argument, usage: usage(name, this.#room) }));
  }

  #clearThen(act) {
    this.#set('');
    act();
  }

  #emit(kind, text) {
    if (this.#mustWait(text)) return;
    this.#outbox.push(kind, text);
    this.#set('');
    this.#talk.wrote();
  }

  #whisper(argument) {
    const found = namedFirst(argument, [...this.#room.people.keys()].filter(nick => nick !== this.#room.nick));
    if (!found) return this.#fail(argument ? why({ code: 'no-such-nick' }, this.#room, { nick: argument.split(' ')[0] }) : rich('write.usage', { usage: usage('msg', this.#room) }));
    if (!found.rest) return this.#toOne(found.nick);
    this.#outbox.push('private', found.rest, found.nick);
    this.#set('');
    this.#talk.wrote();
    return undefined;
  }

  #givenBack(item, answer) {
    if (!this.#field.value) this.#set(item.text);
    else this.#refused = item.text;
    this.#fail(why(answer, this.#room, { nick: item.to }));
  }

  // --- what it says ---

  #fail(nodes) {
    this.#error = nodes;
    this.draw();
  }

  /** Something I asked for by a button was not done. */
  refused(answer, about) {
    const nodes = why(answer, this.#room, about);
    if (QUIET.has(answer.code)) this.toast(nodes, null, PASSING_MS);
    else this.#fail(nodes);
  }

  /** What was done, with a way back for a while; it stays while somebody is on it. */
  toast(nodes, undo, ms = TOAST_MS) {
    clearTimeout(this.#toastTimer);
    const close = () => {
      if (this.#toastEl.matches(':hover, :focus-within')) this.#toastTimer = setTimeout(close, 1000);
      else this.#toastEl.hidden = true;
    };
    this.#toastEl.replaceChildren(el('span', null, nodes), ...(undo ? [button(t('undo'), () => {
      this.#toastEl.hidden = true;
      undo();
      this.focus();
    }, 'flat')] : []));
    this.#toastEl.hidden = false;
    this.#toastTimer = setTimeout(close, ms);
  }

  #slowLeft() {
    return this.#room.slowMs && !this.#room.moderates && this.#room.floor !== this.#room.nick ? Math.max(0, Math.ceil((this.#outbox.nextAt - Date.now()) / 1000)) : 0;
  }

  draw() {
    const { kind, to } = this.#mode;
    const room = this.#room;
    const text = this.#field.value;
    this.#form.dataset.mode = kind;
    this.#drawBarred();
    this.#drawTo(kind, to);
    const words = kind === 'private' ? t('write.to', { who: to }) : kind === 'announce' ? t('write.announce') : t('write.all');
    this.#field.setAttribute('aria-label', words);
    this.#field.placeholder = kind === 'private' ? '' : words;
    this.#drawNote(text);
    this.#drawSend(kind, text);
    this.#drawHand(room, kind);
  }

  #drawBarred() {
    const room = this.#room;
    const barred = room.barred();
    const target = this.#mode.kind === 'private' ? room.people.get(this.#mode.to) : null;
    const shut = barred !== '' && !(target && room.mayWriteTo(target));
    byId('say-row').hidden = shut;
    const bar = byId('barred');
    bar.hidden = !shut;
    this.#form.dataset.barred = barred;
    if (!shut || bar.dataset.why === barred + room.hand) return;
    bar.dataset.why = barred + room.hand;
    const asks = barred === 'muted' || barred === 'all-muted';
    const act = asks ? button([icon('hand'), room.hand ? t('barred.asked', { place: place(room.hand) }) : t('barred.ask')], () => this.hand(!room.hand), room.hand ? 'waits' : '')
      : barred === 'held' ? button(t('leave'), () => this.#does.leave()) : null;
    bar.replaceChildren(icon(barred === 'held' ? 'pause' : barred === 'observer' ? 'eye' : 'mute'), el('p', null, rich('barred.' + barred)), ...(act ? [act] : []));
  }

  #drawTo(kind, to) {
    const bar = byId('to');
    bar.hidden = kind === 'all' || byId('say-row').hidden;
    if (bar.hidden || bar.dataset.to === kind + to) return;
    bar.dataset.to = kind + to;
    const who = el('b', null, el('bdi', null, to));
    bar.replaceChildren(icon(kind === 'private' ? 'lock' : 'shout', true), el('span', null, kind === 'private' ? rich('write.to', { who }) : t('write.announce.on')),
      iconButton('x', t('write.back'), () => this.back()));
  }

  #drawNote(text) {
    const room = this.#room;
    const left = this.#slowLeft();
    let says = null;
    let bad = false;
    if (this.#error) {
      says = [icon('warn'), el('span', null, this.#error.map(node => node.cloneNode?.(true) ?? node))];
      bad = true;
    } else if (this.#tooLong(text)) {
      const pieces = this.#pieces(text.trim());
      says = [icon('warn'), el('span', null, t('write.long') + ' ', el('button', { type: 'button', class: 'link', onclick: () => this.#sendAll(pieces) }, t('write.split', { n: pieces.length })))];
      bad = true;
    } else if (left && this.#mode.kind !== 'private') {
      const queued = this.#outbox.queue.some(item => item.goesAt > Date.now());
      says = [icon('clock'), el('span', null, queued ? t('write.slow.queued', { n: left }) : t('write.slow', { span: span(room.slowMs) }))];
    } else if (octets(text) > this.#session.maxText * NEAR_LIMIT) {
      says = [el('span', null, t('write.room', { n: Math.round((this.#session.maxText - octets(text)) / 10) * 10 }))];
    }
    this.#note.hidden = !says;
    this.#note.classList.toggle('calm', !bad);
    const key = says?.map(node => node.textContent).join('') ?? '';
    if (key === this.#note.dataset.key) return;
    this.#note.dataset.key = key;
    this.#note.setAttribute('role', bad ? 'alert' : 'status');
    this.#note.replaceChildren(...(says ?? []));
  }

  #drawSend(kind, text) {
    const left = kind === 'private' ? 0 : this.#slowLeft();
    const nobody = this.#room.onHold && !this.#room.moderates && kind !== 'private';
    const offline = this.#outbox.offline;
    const label = left ? t('write.send-in', { n: left }) : kind === 'private' ? t('write.send-private') : kind === 'announce' ? t('write.send-announce') : t(offline ? 'write.send-later' : 'write.send');
    this.#send.setAttribute('aria-label', label);
    this.#send.title = label;
    this.#send.disabled = !text.trim() || left > 0 || nobody || this.#tooLong(text);
    const face = left ? String(left) : { private: 'lock', announce: 'shout' }[kind] ?? 'up';
    if (this.#send.dataset.face === face) return;
    this.#send.dataset.face = face;
    this.#send.replaceChildren(left ? face : icon(face));
  }

  #drawHand(room, kind) {
    const hand = this.#hand;
    hand.hidden = room.role === 'observer';
    const face = room.moderates ? 'shout' : room.hand ? 'up' + room.hand : 'hand';
    hand.setAttribute('aria-pressed', String(room.moderates ? kind === 'announce' : room.hand > 0));
    if (hand.dataset.face === face) return;
    hand.dataset.face = face;
    const up = !room.moderates && room.hand > 0;
    const label = room.moderates ? t('cmd.announce') : up ? t('write.hand-up', { place: place(room.hand) }) : t('write.hand');
    hand.classList.toggle('up', up);
    hand.setAttribute('aria-label', label);
    hand.title = label;
    hand.replaceChildren(icon(room.moderates ? 'shout' : 'hand'), ...(up ? [place(room.hand)] : []));
  }

  // --- completion ---

  #suggest() {
    const field = this.#field;
    const found = field.selectionStart === field.value.length ? completions(field.value, this.#room) : null;
    if (found) this.#show(found, found.kind === 'commands' ? 0 : -1);
    else this.#closeList();
  }

  #show(found, at) {
    this.#open = found;
    this.#list.setAttribute('aria-label', t(found.kind === 'commands' ? 'write.can' : 'write.names'));
    this.#list.replaceChildren(...found.options.map((option, i) => this.#option(found, option, i)));
    this.#list.hidden = false;
    this.#field.setAttribute('aria-expanded', 'true');
    this.#select(at);
  }

  #option(found, option, i) {
    const parts = found.kind === 'commands'
      ? [el('code', null, '/' + option.name, ...(option.args.length ? [' ', el('i', null, option.args.map(arg => argWord(arg)).join(' '))] : [])), el('span', null, t('cmd.' + option.name))]
      : [el('bdi', { class: 'name' }, option)];
    return el('li', { role: 'option', id: 'option-' + i, 'aria-selected': 'false', onpointerdown: event => event.preventDefault(), onclick: () => this.#choose(i) }, parts);
  }

  #select(at) {
    this.#at = at;
    for (const [i, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(i === at));
      if (i === at) option.scrollIntoView({ block: 'nearest' });
    }
    if (at >= 0) this.#field.setAttribute('aria-activedescendant', 'option-' + at);
    else this.#field.removeAttribute('aria-activedescendant');
  }

  #closeList() {
    this.#open = null;
    this.#at = -1;
    this.#list.hidden = true;
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }

  #choose(i) {
    const { kind, from, options } = this.#open;
    const option = options[i];
    if (kind === 'commands') {
      const whole = '/' + option.name;
      // A word that needs nothing more is done by the Enter that chose it, if it was typed in full.
      const typedInFull = this.#field.value.trim() === whole;
      this.#put(whole + (option.args.length ? ' ' : ''));
      if (typedInFull && !option.args.length) return this.submit();
      return this.#suggest();
    }
    const before = this.#field.value.slice(0, from);
    this.#put(before + option + (before === '' ? ': ' : ' '));
    this.#closeList();
    return this.#maybePrivate();
  }

  #put(text) {
    this.#field.value = text;
    this.#field.setSelectionRange(text.length, text.length);
    this.#field.focus();
    this.#grow();
    this.draw();
    this.saveDraft();
  }

  // --- keys ---

  #key(event) {
    this.#shift = event.shiftKey;
    // Safari ends a composition before the Enter that ends it: 229 is the only sign.
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    const list = this.#open;
    let done = true;
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) this.submit();
    else if (key === 'Enter' && !event.shiftKey && !event.altKey) this.#enter();
    else if (key === 'Tab' && !event.shiftKey && list) this.#choose(Math.max(this.#at, 0));
    else if (key === 'Tab' && !event.shiftKey) done = this.#tab();
    else if (list && key === 'ArrowDown') this.#select((this.#at + 1) % list.options.length);
    else if (list && key === 'ArrowUp') this.#select(this.#at <= 0 ? list.options.length - 1 : this.#at - 1);
    else if (key === 'Escape') done = this.#escape();
    else if (event.altKey && key === 'ArrowUp') this.#bringBack();
    else if (!this.#field.value && !event.ctrlKey && !event.metaKey && !event.altKey) done = this.#talk.key(key);
    else done = false;
    if (done) event.preventDefault();
  }

  #tab() {
    const found = this.#field.value ? completeWord(this.#field.value, this.#room) : null;
    if (!found) return false;
    if (found.options.length > 1) this.#show(found, 0);
    else {
      this.#open = found;
      this.#choose(0);
    }
    return true;
  }

  #escape() {
    if (this.#open) this.#closeList();
    else if (this.#mode.kind !== 'all') this.back();
    else return false;
    return true;
  }

  #bringBack() {
    const failed = [...this.#outbox.queue].reverse().find(item => item.state === 'failed');
    const text = failed?.text ?? this.#refused;
    if (!text || this.#field.value) return;
    if (failed) this.#outbox.drop(failed);
    this.#refused = '';
    this.#put(text);
  }
}

function usage(name, room) {
  const command = commandsFor(room).find(one => one.name === name);
  return '/' + [name, ...(command?.args ?? []).map(argWord)].join(' ');
}

function argWord(arg) {
  const key = 'arg.' + (arg === 'lobby' ? 'name' : arg);
  return has(key) ? t(key) : arg;
}
