// What floats above the page: dialogues, menus, sheets. One at a time, on the browser's own top layer, which keeps the focus in it
// and gives it back to where it was.

import { button, el, icon } from './dom.js';

const wide = matchMedia('(min-width: 900px)');
export const isWide = () => wide.matches;
export const onWide = listener => wide.addEventListener('change', listener);

let ids = 0;

/** Opens an element as a layer; it is gone when it closes. Esc and a tap beside it close it. */
function open(layer, onclose) {
  document.body.append(layer);
  const before = document.activeElement;
  layer.addEventListener('click', event => event.target === layer && layer.close());
  layer.addEventListener('close', () => {
    layer.remove();
    if (before?.isConnected && (document.activeElement === document.body || !document.activeElement)) before.focus({ preventScroll: true });
    onclose?.();
  });
  layer.showModal();
  return layer;
}

export const isOpen = () => document.querySelector('dialog[open]') !== null;

/**
 * A dialogue: actions are {label, kind, run}; run may refuse to close it by answering false. What destroys is never in focus.
 */
export function dialog({ title, lead, body, actions, alert, wideBody, onclose, stacked }) {
  const id = 'd' + ++ids;
  const buttons = actions.map(({ label, kind, run, submit }) => button(label, async () => {
    if ((await run?.()) !== false) layer.close();
  }, kind, submit ? { 'data-submit': '' } : {}));
  const form = el('form', { method: 'dialog', class: 'dialog-in', onsubmit: event => {
    event.preventDefault();
    form.querySelector('[data-submit]')?.click();
  } }, el('h2', { id }, title), lead ? el('p', { class: 'lead' }, lead) : null, body, el('div', { class: 'acts' + (stacked ? ' stacked' : '') }, buttons));
  const layer = el('dialog', { class: 'dialog' + (wideBody ? ' roomy' : ''), role: alert ? 'alertdialog' : 'dialog', 'aria-labelledby': id }, form);
  open(layer, onclose);
  (layer.querySelector('[autofocus]') ?? (alert ? buttons[0] : layer.querySelector('input, textarea, button')))?.focus();
  return layer;
}

/** Items are {icon, label, run, danger, checked}, or "-" for a line. Beside its button on a wide screen, from below on a phone. */
export function menu(anchor, label, items, head) {
  const entries = items.filter(Boolean).map(item => (item === '-' ? el('hr') : entry(item)));
  const list = el('div', { class: 'menu-list', role: 'menu', 'aria-label': label, onkeydown: roam }, entries);
  const layer = el('dialog', { class: 'menu' + (wide.matches ? '' : ' sheet'), 'aria-label': label }, head ?? null, list);
  function entry({ icon: name, label: words, run, danger, checked, radio }) {
    const role = checked === undefined ? 'menuitem' : radio ? 'menuitemradio' : 'menuitemcheckbox';
    return el('button', { type: 'button', role, 'aria-checked': checked === undefined ? null : String(checked), class: danger ? 'danger' : '',
      onclick: () => {
        layer.close();
        run();
      } }, icon(name), el('span', null, words), checked ? icon('ok') : null);
  }
  anchor?.setAttribute('aria-expanded', 'true');
  open(layer, () => anchor?.removeAttribute('aria-expanded'));
  if (wide.matches && anchor) beside(layer, anchor);
  list.querySelector('button')?.focus({ preventScroll: true });
  return layer;
}

function beside(layer, anchor) {
  const a = anchor.getBoundingClientRect();
  const m = layer.getBoundingClientRect();
  const below = a.bottom + m.height + 8 < innerHeight;
  layer.style.top = Math.max(8, below ? a.bottom + 2 : Math.min(a.top - m.height - 2, innerHeight - m.height - 8)) + 'px';
  const left = document.documentElement.dir === 'rtl' ? a.left : a.right - m.width;
  layer.style.left = Math.min(Math.max(8, left), innerWidth - m.width - 8) + 'px';
}

function roam(event) {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length].focus();
}

/** A label and its field. */
export function field(label, props, note) {
  const id = props.id ?? 'f' + ++ids;
  const input = el(props.rows ? 'textarea' : 'input', { class: 'field', dir: 'auto', autocomplete: 'off', ...props, id });
  const error = el('p', { class: 'field-error', id: id + 'e', role: 'alert' });
  return {
    input,
    row: el('div', { class: 'field-row' }, el('label', { class: 'label', htmlFor: id }, label, note ? el('span', { class: 'note-label' }, ' ' + note) : null), input, error),
    fail(words, extra) {
      input.setAttribute('aria-invalid', String(Boolean(words)));
      input.setAttribute('aria-describedby', id + 'e');
      error.replaceChildren(...(words ? [icon('warn', true), el('span', null, words, ...(extra ? [' ', extra] : []))] : []));
      if (words) input.focus();
    },
  };
}

/** A sheet that holds an element of the page for a while: people on a phone. */
export function sheet(label, content, onclose) {
  const layer = el('dialog', { class: 'sheet people-sheet', 'aria-label': label }, content);
  return open(layer, onclose);
}
