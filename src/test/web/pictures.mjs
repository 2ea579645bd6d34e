// Pictures of every state of the page, against the stand-in, and what can be measured in them: nothing wider than the screen, no target
// under 44 pixels on a phone, nothing the page complained of; with axe-core, nothing serious.
//
//   node src/test/web/pictures.mjs DIRECTORY [name…]        AXE=/path/to/axe.min.js for the check of accessibility

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { TEN, code } from './scenes.mjs';
import { standin } from './standin.mjs';

const pause = ms => new Promise(done => setTimeout(done, ms));
const inside = async page => {
  await page.tap('#join');
  await page.see('#app');
  await pause(250);
};
const write = text => async page => {
  await inside(page);
  await page.tap('#field');
  await page.type(text);
  await pause(120);
};
const then = (...steps) => async (page, server) => {
  for (const step of steps) await (typeof step === 'string' ? page.tap(step) : step(page, server));
  await pause(150);
};
const door = async () => pause(150);
const openPeople = page => page.run(() => innerWidth < 900 && document.getElementById('count').click());

/** name, scene, what is done once the card is there; options of the window. */
const STATES = [
  ['code', null, door], ['code-wrong', null, async page => {
    await page.tap('#code');
    await page.type('K7QW-3M9X');
    await page.key('Enter');
    await pause(100);
  }],
  ['join', 'join', door], ['lobby', 'lobby', then('#join')], ['awaited', 'awaited', then('#join')], ['early', 'early', door, { real: true }], ['full', 'full', door], ['locked', 'locked', door],
  ['elsewhere', 'elsewhere', door], ['expired', 'expired', door], ['nick-taken', 'nick-taken', then('#join')], ['banned', 'banned', then('#join')], ['denied', 'denied', then('#join', () => pause(300))],
  ['kicked', 'kicked', then('#join', () => pause(500))], ['over', 'over', then('#join', () => pause(500))], ['replaced', 'replaced', then('#join', () => pause(500))], ['connecting', 'silent', then('#join', () => pause(600))],
  ['proxy', 'proxy', async page => {
    await page.until(() => document.documentElement.dataset.door === 'proxy');
  }],
  ['live', 'live', inside], ['types', 'types', inside], ['muted', 'muted', inside], ['held', 'held', inside], ['observer', 'observer', inside], ['empty', 'empty', inside], ['on-hold', 'on-hold', inside], ['ends', 'ends', inside],
  ['slash', 'live', write('/')], ['mention', 'live', write('Thanks @')], ['long', 'live', write('… und deshalb schlage ich vor, dass wir die Obergrenze je Stadt festlegen. '.repeat(60))],
  ['unknown', 'live', then(write('/foo bar'), page => page.key('Enter'))],
  ['slow', 'slow', then(write('140 it is'), page => page.key('Enter'), () => pause(200), page => page.type('180 for Zürich, then we are done'))],
  ['paste', 'live', then(write(['Stadt\tNächte\tSumme', 'London\t14\t2.940 €', 'Zürich\t9\t1.710 €', 'Hamburg\t22\t2.838 €', 'Accra\t6\t720 €', 'Lagos\t3\t410 €', 'Genf\t4\t800 €'].join('\n')), page => page.key('Enter'))],
  ['private', 'live', then(inside, '.answer', page => page.type('Shall I tell Alice before the call ends?'))],
  ['private-sent', 'live', then(inside, '.answer', page => page.type('Understood, I say nothing.'), page => page.key('Enter'), () => pause(150), page => page.type('Shall I tell Alice?'))],
  ['offline', 'live', then(write('Then 140 € it is, for Europe at least.'), page => page.key('Enter'), () => pause(200), async (page, server) => {
    server.refuse = true;
    server.drop();
    await pause(50);
    for (const text of ['London and Zürich need 180 €.', 'I can write to the teams this afternoon.']) {
      await page.type(text);
      await page.key('Enter');
    }
    await page.type('And the receipts');
    await page.see('#net');
    server.refuse = false;
  })],
  ['refused', 'refuses', then(write('And the taxi receipts?'), page => page.key('Enter'))],
  ['unread', 'live', then(inside, async (page, server) => {
    await page.run(() => (document.getElementById('scroll').scrollTop = 0));
    await pause(100);
    const [conn] = [...server.conns];
    ['140 € is fine for Accra and Lagos.', 'For London we need a second figure, or people will stay in Slough.', 'Who has last year’s numbers?'].forEach((text, i) => conn.say({ type: 'event', seq: 20 + i, at: TEN + 360000, kind: 'say', from: 'Kofi Mensah', text }));
    await pause(150);
  })],
  ['people', 'live', then(inside, openPeople)], ['people-menu', 'moderator', then(inside, openPeople, 'li[data-nick="Ben Okafor"] .icon')], ['people-mod', 'moderator', then(inside, openPeople)],
  ['moderator', 'moderator', inside], ['undo', 'moderator', then(inside, openPeople, 'li[data-nick="Ben Okafor"] .icon', '[role=menu] button:nth-child(2)', page => page.run(() => innerWidth < 900 && document.querySelector('.people-sheet .icon').click()))],
  ['kick', 'moderator', then(inside, openPeople, 'li[data-nick="Ben Okafor"] .icon', '[role=menu] button.danger')], ['ban', 'moderator', then(inside, openPeople, 'li[data-nick="Ben Okafor"] .icon', '[role=menu] button.danger + button')],
  ['end', 'moderator', then(inside, openPeople, '[data-key=end]')], ['lobby-12', 'lobby-12', inside], ['crowd', 'crowd', then(inside, openPeople)], ['announce', 'moderator', then(inside, '#hand', page => page.type('Nur Zahlen bis Freitag, please.'))],
  ['more', 'moderator', then(inside, '#more')], ['about', 'live', then(inside, '#about')], ['keys', 'live', then(inside, '#more', page => page.run(() => [...document.querySelectorAll('[role=menu] button')].find(one => /^Keys/.test(one.textContent.trim())).click()))],
  ['invite', 'moderator', then(inside, '#more', '[role=menu] button:nth-child(2)')], ['bans', 'moderator', then(inside, '#more', '[role=menu] button:nth-child(6)')],
  ['keyboard-up', 'moderator', then(write('And the receipts'), page => page.size(390, 480))], ['tiny', 'live', then(inside, page => page.size(320, 568))], ['rtl', 'live', then(inside, page => page.run(() => (document.documentElement.dir = 'rtl')))],
  ['big-text', 'moderator', then(inside, page => page.run(() => document.documentElement.style.setProperty('font-size', '200%')))],
];

const SIZES = { phone: { width: 390, height: 844, scale: 2 }, wide: { width: 1280, height: 800, scale: 1 } };

async function main([directory, ...wanted]) {
  mkdirSync(directory, { recursive: true });
  const axe = process.env.AXE && readFileSync(process.env.AXE, 'utf8');
  const sizes = (process.env.SIZES ?? 'phone,wide').split(',');
  const themes = (process.env.THEMES ?? 'light,dark').split(',');
  let found = 0;
  const browser = await Browser.start();
  try {
    for (const [name, scene, steps, options = {}] of STATES) {
      if (wanted.length && !wanted.includes(name)) continue;
      for (const size of sizes) {
        for (const theme of themes) {
          for (const problem of await picture(browser, directory, { name, scene, steps, options, size, theme, axe })) {
            found++;
            console.log(`${name} ${size} ${theme}: ${problem}`);
          }
        }
      }
    }
  } finally {
    await browser.close();
  }
  console.log(found ? found + ' problems' : 'nothing found');
  process.exitCode = found ? 1 : 0;
}

async function picture(browser, directory, { name, scene, steps, options, size, theme, axe }) {
  const server = await standin();
  server.refuse = name === 'proxy';
  const page = await browser.page({ ...SIZES[size], dark: theme === 'dark', now: options.real ? undefined : TEN + 4 * 60000 });
  const problems = [];
  try {
    await page.open(server.url + (scene && scene !== 'proxy' ? '#' + code(scene) : scene ? '#SCENE0000001' : ''));
    if (name !== 'proxy') await page.see('#door-card h1:not(.late)');
    await steps(page, server);
    await pause(120);
    writeFileSync(join(directory, `${name}-${size}-${theme}.png`), await page.picture());
    problems.push(...(await page.run(measure, size === 'phone' && name !== 'big-text')));
    if (axe) problems.push(...(await audit(page, axe)));
    problems.push(...page.problems.filter(one => !/WebSocket connection|ERR_/.test(one)));
  } catch (failure) {
    problems.push(failure.message);
  } finally {
    await page.close();
    server.close();
  }
  return problems;
}

/** In the page: what is wider than it, and what is too small for a finger. */
function measure(onPhone) {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen: ' + document.documentElement.scrollWidth);
  const shown = one => one.getClientRects().length > 0 && !one.closest('[hidden]');
  for (const one of document.querySelectorAll('#app *, #door *, dialog *')) {
    const box = one.getBoundingClientRect();
    if (box.width && (box.right > innerWidth + 1 || box.left < -1) && !one.closest('.sr, svg, .who b') && shown(one)) found.push('sticks out: ' + (one.id || one.className || one.tagName));
  }
  const top = [...document.querySelectorAll('dialog[open]')].pop() ?? document;
  if (onPhone) {
    for (const one of top.querySelectorAll('button, a.btn, input, textarea')) {
      if (!shown(one) || one.matches('.link, [type=checkbox], [type=radio], #field')) continue;
      const box = one.getBoundingClientRect();
      const extra = getComputedStyle(one, '::before').content !== 'none' || getComputedStyle(one, '::after').content !== 'none' ? 24 : 0;
      if (box.height + extra < 43.5 || box.width + extra < 43.5) found.push('small target: ' + (one.id || one.getAttribute('aria-label') || one.textContent) + ' ' + Math.round(box.width) + '×' + Math.round(box.height));
    }
  }
  return found;
}

async function audit(page, axe) {
  // Not through an element: the page's policy allows no script but its own.
  await page.call('Runtime.evaluate', { expression: axe });
  const violations = await page.run(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(node => node.html.slice(0, 120) + ' ' + (node.any[0]?.message ?? '')) })));
  return violations.filter(one => one.impact === 'serious' || one.impact === 'critical').map(one => 'axe ' + one.id + ': ' + one.nodes.slice(0, 3).join(' | '));
}

await main(process.argv.slice(2));
