// Everything that is not the room: the code, the card one joins from, waiting, and each door that stays shut. One icon, one headline,
// a sentence or two, one main button. It shows; what happens at the door is entrance.js.

import { byId, button, el, fill, icon } from './dom.js';
import { field } from './layer.js';
import { inSpan, list, otherZone, rich, span, t, time, when } from './say.js';
import { grouped } from './people.js';

const CODE = /[0-9A-HJKMNP-TV-Z]/;

/** A code as it may be typed: any case, O for 0, I and L for 1, with or without hyphens and blanks. */
export function readCode(typed) {
  return [...typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')].filter(char => CODE.test(char)).join('');
}

export class Door {
  #root = byId('door');
  #card = byId('door-card');
  #timer = 0;
  state = '';

  /** does: what the buttons do. */
  constructor(does) {
    this.does = does;
  }

  /** Shows a state. Known again, it is only filled anew: nothing is announced twice. */
  show(state, info = {}) {
    clearInterval(this.#timer);
    const parts = this['_' + state](info);
    const fresh = state !== this.state || document.documentElement.dataset.place !== 'door';
    this.state = state;
    document.documentElement.dataset.place = 'door';
    document.documentElement.dataset.door = state;
    this.#root.hidden = false;
    byId('app').hidden = true;
    this.#card.replaceChildren(...parts.flat().filter(Boolean));
    if (fresh) this.#card.querySelector('h1').focus({ preventScroll: true });
    this.#root.scrollTop = 0;
  }

  hide() {
    clearInterval(this.#timer);
    this.state = '';
    delete document.documentElement.dataset.door;
    document.documentElement.dataset.place = 'room';
    this.#root.hidden = true;
    byId('app').hidden = false;
  }

  /** Counts down; what it shows is made anew each second. */
  #every(draw) {
    draw();
    this.#timer = setInterval(draw, 1000);
  }

  #head(name, kind, words, ...lead) {
    return [name ? el('div', { class: 'seal ' + kind }, icon(name)) : null, el('h1', { tabIndex: -1 }, words),
      ...lead.filter(Boolean).map(nodes => el('p', { class: 'lead', dir: 'auto' }, nodes))];
  }

  #acts(...buttons) {
    return el('div', { class: 'acts' }, buttons);
  }

  #soundButton() {
    const on = this.does.soundIsOn();
    return button(on ? [icon('ok'), t('sound.will')] : t('sound.me'), event => {
      this.does.sound();
      event.currentTarget.replaceChildren(icon('ok'), t('sound.will'));
    });
  }

  _code({ wrong, service, typed }) {
    const code = field(t('door.code.label'), { class: 'field code', id: 'code', placeholder: 'K7QW-3M9X-PT4H', autocomplete: 'one-time-code',
      autocapitalize: 'characters', spellcheck: false, dir: 'ltr', value: typed ?? '', maxLength: 24 });
    code.row.querySelector('label').className = 'sr';
    const form = el('form', { id: 'code-form', 'aria-label': t('door.code.label'), onsubmit: event => {
      event.preventDefault();
      const read = readCode(code.input.value);
      if (read.length === 12) this.does.code(read);
      else code.fail(t('door.code.short', { n: read.length }));
    } }, code.row, button(t('door.code.go'), null, 'go wide', { type: 'submit' }));
    if (wrong) setTimeout(() => code.fail(wrong));
    const example = service ? el('a', { href: sms(service, 'JOIN 8401234') }, 'JOIN 8401234') : null;
    const foot = service ? rich('door.code.none', { to: el('b', null, service), example }) : rich('door.code.none-plain');
    return [this.#head('', '', t('door.code'), t('door.code.lead')), form, el('p', { class: 'foot' }, foot)];
  }

  _join({ card, nick, error, proposal }) {
    const name = field(t('door.join.name'), { id: 'name', value: nick ?? card.nick ?? '', autocomplete: 'nickname', maxLength: 24, enterKeyHint: 'go', required: true });
    if (error) {
      const take = proposal ? button(t('err.nick-proposal', { nick: proposal }), () => this.does.join(proposal), 'link') : null;
      setTimeout(() => name.fail(error, take));
    }
    const form = el('form', { id: 'join-form', 'aria-label': t('door.join.go'), noValidate: true, onsubmit: event => {
      event.preventDefault();
      const wish = name.input.value.trim().replace(/\s+/g, ' ');
      if (wish) this.does.join(wish);
      else name.fail(t('err.bad-nick'));
    } }, name.row, card.transcript ? el('p', { class: 'hint rec' }, t('door.join.recorded')) : null,
    button(t('door.join.go'), null, 'go wide', { type: 'submit', id: 'join' }));
    const lead = card.by ? rich('door.join.by', { by: card.by }) : t('door.join.nobody');
    return [this.#head('', '', card.title || card.room, lead), this.#facts(card), form];
  }

  #facts(card) {
    const fact = (name, strong, small) => el('div', null, icon(name), el('span', null, el('b', null, strong), small ? el('small', null, small) : null));
    return el('div', { class: 'facts' },
      fact('clock', ...this.#times(card)),
      fact('people', t('door.join.here', { n: card.present ?? 0 }), card.state === 'awaited' ? t('door.join.awaited') : namesOf(card)),
      card.number ? fact('phone', grouped(card.number), t(card.role === 'moderator' ? 'door.join.moderator' : 'door.join.number'))
        : card.role === 'moderator' ? fact('star', t('door.join.moderator')) : null);
  }

  #times({ starts, ends, zone, state }) {
    const now = Date.now();
    const other = otherZone(zone);
    if (!starts) return [ends ? t('door.join.until', { time: time(ends) }) : t('door.join.anytime'), other];
    const strong = ends ? t('when.from-to', { day: when(starts, now), from: time(starts), to: time(ends) }) : t('when.from', { day: when(starts, now), from: time(starts) });
    const since = now - starts;
    const open = since < 0 ? inSpan(-since) : state === 'open' ? t('door.join.open-for', { span: span(since) }) : '';
    return [strong, [other, open].filter(Boolean).join(', ')];
  }

  _connecting({ title }) {
    return [this.#head('door', 'go', t('door.connecting'), title)];
  }

  _lobby({ nick, since }) {
    return [this.#head('door', 'wait', t('door.lobby'), t('door.lobby.lead')),
      el('p', { class: 'pulse' }, el('i'), el('span', null, rich('door.lobby.since', { time: time(since), nick }))),
      this.#acts(this.#soundButton(), button(t('leave'), () => this.does.leave(), 'flat'))];
  }

  _awaited({ by }) {
    return [this.#head('user', 'wait', t('door.awaited'), by ? rich('door.awaited.lead', { by }) : t('door.awaited.lead-plain')),
      this.#acts(this.#soundButton(), button(t('leave'), () => this.does.leave(), 'flat'))];
  }

  _early({ title, starts, doors, zone, now }) {
    const opens = doors ?? starts;
    const lead = el('p', { class: 'lead' });
    const draw = () => fill(lead, ...rich(zone ? 'door.early.lead' : 'door.early.lead-plain', { title, time: time(starts ?? opens), zone, span: inSpan(Math.max(0, opens - now())) }));
    this.#every(draw);
    return [this.#head('clock', 'wait', t('door.early', { time: time(opens) })), lead, this.#acts(this.#soundButton())];
  }

  _denied() {
    return [this.#head('door', '', t('door.denied'), t('door.denied.lead'))];
  }

  _full({ next }) {
    const count = el('span');
    this.#every(() => fill(count, t('door.full.next', { n: Math.max(0, Math.ceil((next - Date.now()) / 1000)) })));
    return [this.#head('people', 'wait', t('door.full'), t('door.full.lead')), el('p', { class: 'pulse' }, el('i'), count),
      this.#acts(button(t('again.now'), () => this.does.again()))];
  }

  _locked() {
    return [this.#head('lock', 'wait', t('door.locked'), t('door.locked.lead')), this.#acts(button(t('again'), () => this.does.again()))];
  }

  _expired({ service, room }) {
    const lead = service ? rich('door.expired.lead', { to: service }) : t('door.expired.lead-plain');
    const text = service && room ? el('a', { class: 'btn go wide', href: sms(service, 'JOIN ' + room) }, t('door.expired.text')) : null;
    return [this.#head('clock', '', t('door.expired'), lead), this.#acts(...(text ? [text] : []), button(t('door.expired.other'), () => this.does.otherCode(), text ? 'flat' : ''))];
  }

  _elsewhere() {
    return [this.#head('swap', '', t('door.elsewhere'), t('door.elsewhere.lead')), this.#acts(button(t('door.elsewhere.go'), () => this.does.here(), 'go wide'))];
  }

  _kicked({ by, reason, room, service, keeps }) {
    const said = reason ? (by ? rich('door.kicked.reason', { by, reason }) : rich('door.kicked.reason-plain', { reason })) : [];
    const back = service ? rich('door.kicked.back', { room, to: service }) : rich('door.kicked.back-plain', { room });
    return [this.#head('out', 'bad', t('door.kicked'), [...said, ...(said.length ? [' '] : []), ...back]), keeps ? this.#acts(button(t('copy.all'), () => this.does.copy())) : null, this.#copied()];
  }

  _banned({ text, by, reason }) {
    const said = reason && by ? [...rich('door.banned.by', { by, reason }), ' '] : [];
    return [this.#head('ban', 'bad', t('door.banned'), said.length ? [...said, t('door.banned.lead')] : text ?? t('door.banned.lead'))];
  }

  _over({ title, at, keeps }) {
    const acts = keeps ? this.#acts(button([icon('copy'), t('copy.all')], () => this.does.copy(), 'go wide'), button(t('print'), () => this.does.print(), 'wide')) : null;
    return [this.#head('ok', 'go', t('door.over'), at ? rich('door.over.lead', { title, time: time(at) }) : ''), acts, this.#copied(),
      el('p', { class: 'foot' }, t(keeps ? 'door.over.keeps' : 'door.over.nothing'))];
  }

  _left({ keeps }) {
    return [this.#head('out', '', t('door.left'), t('door.left.lead')),
      this.#acts(button(t('door.left.go'), () => this.does.here(), 'go wide'), ...(keeps ? [button(t('copy.all'), () => this.does.copy(), 'wide')] : [])), this.#copied()];
  }

  _proxy() {
    return [this.#head('off', 'bad', t('door.proxy'), t('door.proxy.lead')), this.#acts(button(t('again'), () => this.does.retry(), 'go wide')), el('p', { class: 'foot' }, t('door.proxy.foot'))];
  }

  _old() {
    return [this.#head('warn', 'bad', t('door.old'), t('door.old.lead'))];
  }

  /** Whatever else the server says at the door, in its own words. */
  _refused({ text }) {
    return [this.#head('warn', 'bad', t('door.refused'), text), this.#acts(button(t('again'), () => this.does.again()), button(t('door.expired.other'), () => this.does.otherCode(), 'flat'))];
  }

  _tooFast({ until }) {
    const count = el('span');
    this.#every(() => fill(count, t('door.wait', { n: Math.max(1, Math.ceil((until - Date.now()) / 1000)) })));
    return [this.#head('clock', 'wait', t('door.connecting')), el('p', { class: 'pulse' }, el('i'), count)];
  }

  #copied() {
    return el('p', { class: 'foot', role: 'status', id: 'copied' });
  }
}

function namesOf({ present = 0, names = [] }) {
  if (!names.length) return '';
  const more = present - names.length;
  return more > 0 ? t('door.join.others', { names: names.join(', '), n: more }) : list(names);
}

const sms = (to, body) => 'sms:' + to + '?body=' + encodeURIComponent(body);
