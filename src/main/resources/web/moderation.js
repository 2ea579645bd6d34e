// What a moderator does, one tap where it can be undone, a dialogue where it cannot. And what anybody does to the meeting as a whole.

import { button, el } from './dom.js';
import { dialog, field } from './layer.js';
import { day, rich, span, t, time } from './say.js';

const OPPOSITE = { mute: 'unmute', unmute: 'mute', hold: 'unhold', unhold: 'hold', mod: 'unmod', unmod: 'mod' };
const BAN_SPANS = [['30m', 'for 30m'], ['2h', 'for 2h'], ['1d', 'for 24h'], ['ever', '']];
const SLOW = [5, 10, 30, 60];

export class Moderation {
  #session;
  #room;
  #toast;
  #refused;

  /** {@code toast(words, undo)} says what was done; {@code refused(answer)} why something was not. */
  constructor(session, room, toast, refused) {
    this.#session = session;
    this.#room = room;
    this.#toast = toast;
    this.#refused = refused;
  }

  async #run(name, argument) {
    const answer = await this.#session.command(name, argument, true);
    if (!answer.ok) {
      this.#refused(answer);
      this.#session.who();
    }
    return answer;
  }

  /** Something that has an opposite: done at once, with a way back. */
  async person(act, nick) {
    const answer = await this.#run(act, nick);
    if (answer.ok) this.#toast(rich('did.' + act, { who: nick }), () => this.#run(OPPOSITE[act], nick));
    this.#session.who();
  }

  async #switch(key, command, argument, back, args) {
    const answer = await this.#run(command, argument);
    if (answer.ok) this.#toast(rich(key, args), () => this.#run(...back));
  }

  lobby(on) {
    return this.#switch('did.lobby-' + (on ? 'on' : 'off'), 'lobby', on ? 'on' : 'off', ['lobby', on ? 'off' : 'on']);
  }

  lock(on) {
    return this.#switch(on ? 'did.lock' : 'did.unlock', on ? 'lock' : 'unlock', '', [on ? 'unlock' : 'lock', '']);
  }

  muteAll(on) {
    return this.#switch(on ? 'did.mute-all' : 'did.unmute-all', on ? 'mute' : 'unmute', 'all', [on ? 'unmute' : 'mute', 'all']);
  }

  slow(seconds) {
    const before = this.#room.slowMs ? this.#room.slowMs / 1000 + 's' : 'off';
    return this.#switch(seconds ? 'did.slow' : 'did.slow-off', 'slow', seconds ? seconds + 's' : 'off', ['slow', before], { span: span(seconds * 1000) });
  }

  slowChoices() {
    return [0, ...SLOW].map(seconds => ({
      icon: 'clock', radio: true, checked: this.#room.slowMs === seconds * 1000,
      label: seconds ? span(seconds * 1000) : t('room.slow.off'), run: () => this.slow(seconds),
    }));
  }

  admit(nick) {
    return this.#run('admit', nick);
  }

  admitAll() {
    return this.#run('admit', 'all');
  }

  async deny(nick) {
    const answer = await this.#run('deny', nick);
    if (answer.ok) this.#toast(rich('lobby.denied', { who: nick }));
  }

  next() {
    return this.#run('next');
  }

  async extend(minutes) {
    const answer = await this.#run('extend', String(minutes));
    if (answer.ok && answer.said[0]?.text) this.#toast([answer.said[0].text]);
  }

  kick(nick) {
    const why = field(t('kick.reason'), { maxLength: 200 }, t('may-be-empty'));
    dialog({
      title: t('kick.title', { who: nick }), lead: t('kick.lead', { who: nick }), body: why.row, alert: true,
      actions: [{ label: t('cancel') }, { label: t('kick.go'), kind: 'bad', submit: true, run: () => void this.#run('kick', (nick + ' ' + why.input.value).trim()) }],
    });
  }

  ban(nick) {
    const why = field(t('kick.reason'), { maxLength: 200 }, t('may-be-empty'));
    const choices = el('fieldset', { class: 'choices' }, el('legend', { class: 'label' }, t('ban.for')), BAN_SPANS.map(([key, value], i) =>
      el('label', { class: 'choice' }, el('input', { type: 'radio', name: 'for', value, checked: i === 1 }), el('span', null, t('ban.' + key)))));
    const go = () => {
      const terms = choices.querySelector('input:checked').value;
      this.#run('ban', [nick, terms, why.input.value].filter(Boolean).join(' '));
    };
    dialog({
      title: t('ban.title', { who: nick }), lead: t('ban.lead', { who: nick }), body: [choices, why.row], alert: true,
      actions: [{ label: t('cancel') }, { label: t('ban.go'), kind: 'bad', submit: true, run: () => void go() }],
    });
  }

  end() {
    const { present, ends } = this.#room;
    dialog({
      title: t('end.title', { n: present }), lead: ends ? t('end.lead', { time: time(ends) }) : t('end.lead-plain'), alert: true,
      actions: [{ label: t('cancel') }, { label: t('end.go'), kind: 'bad', run: () => void this.#run('end') }],
    });
  }

  leave() {
    dialog({
      title: t('leave.title'), lead: t('leave.lead'),
      actions: [{ label: t('cancel') }, { label: t('leave'), kind: 'go', run: () => void this.#session.leave() }],
    });
  }

  async bans() {
    const answer = await this.#run('bans');
    if (!answer.ok) return;
    const bans = answer.said.flatMap(one => one.bans ?? []);
    const body = el('ul', { class: 'rows' }, bans.length ? bans.map(ban => this.#ban(ban)) : el('li', null, el('span', null, t('bans.none'))));
    dialog({ title: t('bans'), body, actions: [{ label: t('close') }] });
  }

  #ban({ nick, number, until, reason }) {
    const facts = [nick, number, until ? t('bans.until', { time: day(until) + ', ' + time(until) }) : t('bans.ever'), reason].filter(Boolean);
    // A masked number names nobody.
    const who = number && !number.includes('*') ? number : nick;
    const line = el('li', null, el('span', { dir: 'auto' }, facts.join(' · ')));
    if (who) {
      line.append(button(t('bans.lift'), async () => {
        const lifted = await this.#session.command('unban', who, true);
        if (!lifted.ok) return this.#refused(lifted);
        line.remove();
        this.#toast(rich('did.unban'));
      }, 'slim'));
    }
    return line;
  }

  invite() {
    const { number, serviceNumber } = this.#room;
    const numbers = field(t('invite.numbers'), { type: 'tel', inputMode: 'tel', placeholder: '+44 7700 900123' });
    const foot = serviceNumber ? t('invite.share', { room: number, to: serviceNumber }) : t('invite.share-plain', { room: number });
    dialog({
      title: t('invite.title'), lead: t('invite.lead'), body: [numbers.row, number ? el('p', { class: 'hint' }, foot) : null],
      actions: [{ label: t('cancel') }, {
        label: t('invite.go'), kind: 'go', submit: true, run: async () => {
          const answer = await this.#session.command('invite', numbers.input.value.trim(), true);
          if (answer.ok) return this.#toast([answer.said[0]?.text ?? t('invite.title')]);
          numbers.fail(answer.text ?? t('err.lost'));
          return false;
        },
      }],
    });
  }

  codes() {
    const count = field(t('codes.how-many'), { type: 'number', min: 1, max: 10, value: '3', inputMode: 'numeric' });
    dialog({
      title: t('codes'), lead: t('codes.lead'), body: count.row,
      actions: [{ label: t('cancel') }, {
        label: t('codes.go'), kind: 'go', submit: true, run: async () => {
          const answer = await this.#session.command('codes', count.input.value, true);
          if (answer.ok) return void setTimeout(() => this.#showCodes(answer.said));
          count.fail(answer.text ?? t('err.lost'));
          return false;
        },
      }],
    });
  }

  #showCodes(said) {
    const rows = said.flatMap(one => one.rows ?? one.codes ?? [one.text]).filter(Boolean);
    const body = el('ul', { class: 'rows' }, rows.map(row => el('li', null, el('code', null, row))));
    const copy = { label: t('codes.copy'), kind: 'go', run: () => void navigator.clipboard?.writeText(rows.join('\n')).catch(() => {}) };
    dialog({ title: t('codes'), body, actions: [{ label: t('close') }, copy] });
  }

  rename() {
    const name = field(t('name.title'), { maxLength: 24, value: this.#room.nick, autocomplete: 'nickname' });
    dialog({
      title: t('name.title'), body: name.row,
      actions: [{ label: t('cancel') }, {
        label: t('name.go'), kind: 'go', submit: true, run: async () => {
          const wish = name.input.value.trim();
          const answer = await this.#session.command('nick', wish, true);
          if (answer.ok) return true;
          const known = { 'nick-taken': 'err.nick-taken', 'bad-nick': 'err.bad-nick', usage: 'err.bad-nick' }[answer.code];
          name.fail(known ? t(known, { nick: wish }) : answer.text ?? t('err.lost'));
          return false;
        },
      }],
    });
  }

  topic() {
    const { topic, moderates } = this.#room;
    if (!moderates) return dialog({ title: t('topic.title'), body: el('p', { dir: 'auto', class: 'whole' }, topic), actions: [{ label: t('close') }] });
    const text = field(t('topic.title'), { value: topic, maxLength: 400 });
    return dialog({
      title: t('topic.title'), body: text.row,
      actions: [{ label: t('cancel') }, { label: t('topic.go'), kind: 'go', submit: true, run: () => void this.#run('topic', text.input.value.trim() || '-') }],
    });
  }
}

/** The items of a person's menu, as far as I may. */
export function personMenu(person, room, act) {
  const mod = room.moderates && person.nick !== room.nick;
  const other = person.role !== 'moderator';
  return [
    room.mayWriteTo(person) && { icon: 'lock', label: t('do.private'), run: () => act.write(person.nick) },
    mod && other && { icon: person.muted ? 'chat' : 'mute', label: t(person.muted ? 'do.unmute' : 'do.mute'), run: () => act.person(person.muted ? 'unmute' : 'mute', person.nick) },
    mod && other && { icon: 'pause', label: t(person.held ? 'do.unhold' : 'do.hold'), run: () => act.person(person.held ? 'unhold' : 'hold', person.nick) },
    mod && { icon: 'star', label: t(other ? 'do.mod' : 'do.unmod'), run: () => act.person(other ? 'mod' : 'unmod', person.nick) },
    mod && other && '-',
    mod && other && { icon: 'out', danger: true, label: t('do.kick'), run: () => act.kick(person.nick) },
    mod && other && { icon: 'ban', danger: true, label: t('do.ban'), run: () => act.ban(person.nick) },
  ].filter(Boolean);
}
