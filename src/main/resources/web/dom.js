// Making elements. Text goes in as text, always: nothing that was said is ever parsed as markup.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

/** Makes an element: properties beginning with "on" are listeners, "class" and names with a dash are attributes. */
export function el(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes('-') && name !== 'list') made[name] = value;
    else made.setAttribute(name === 'class' ? 'class' : name, value === true ? '' : value);
  }
  if (props?.class) made.className = props.class;
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

/** An icon of the sprite in the page, for eyes only: the words beside it, or the label of its button, say the same. */
export function icon(name, small) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', small ? 'i s' : 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

/** A round button that shows an icon and says its words to those who do not see it. */
export function iconButton(name, label, onclick, props) {
  return el('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, onclick, ...props }, icon(name));
}

export function button(label, onclick, kind, props) {
  return el('button', { type: 'button', class: 'btn ' + (kind ?? ''), onclick, ...props }, label);
}

/** Replaces what is inside, unless it says the same already: then a screen reader has no reason to read it again. */
export function fill(parent, ...children) {
  const fresh = document.createElement('div');
  fresh.append(...children.flat().filter(Boolean));
  const old = [...parent.childNodes];
  const same = old.length === fresh.childNodes.length && old.every((node, i) => node.isEqualNode(fresh.childNodes[i]));
  if (!same) parent.replaceChildren(...fresh.childNodes);
}

const HUES = 8;

/** The disc with the initials; its hue is always the same for the same name, whatever its case. */
export function disc(nick) {
  let hash = 7;
  for (const char of nick.normalize('NFKC').toLowerCase()) hash = (hash * 31 + char.codePointAt(0)) >>> 0;
  return el('span', { class: 'disc h' + (hash % HUES), 'aria-hidden': 'true' }, initials(nick));
}

function initials(nick) {
  const words = nick.split(/[\s._-]+/).filter(Boolean);
  const first = [...(words[0] ?? '?')];
  const second = words.length > 1 ? [...words[words.length - 1]][0] : first[1] ?? '';
  return (first[0] + (words.length > 1 ? second : '')).toUpperCase();
}
