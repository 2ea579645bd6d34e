// What the page does, tried against the stand-in: joins, says, loses the connection at the worst moments, comes back.
//
//   node src/test/web/behaviour.mjs [name…]

import assert from 'node:assert/strict';
import { Browser } from './browser.mjs';
import { code } from './scenes.mjs';
import { standin } from './standin.mjs';

const pause = ms => new Promise(done => setTimeout(done, ms));
const lines = page => page.run(() => [...document.querySelectorAll('#log [data-seq] > p:last-of-type')].map(one => one.lastChild.textContent));
const said = server => [...server.conns].flatMap(conn => conn.received);
const conn = server => [...server.conns].pop();
const event = (seq, text, from = 'Kofi Mensah') => ({ type: 'event', seq, at: Date.UTC(2026, 11, 1, 9, 7), kind: 'say', from, text });

async function join(page, server, scene = 'live') {
  await page.open(server.url + '#' + code(scene));
  await page.tap('#join');
  await page.until(() => document.querySelector('#log .msg') && document.querySelectorAll('#roster .who, #count').length > 0);
  await pause(80);
}

async function say(page, text) {
  await page.tap('#field');
  await page.type(text);
  await page.key('Enter');
}

const TESTS = {
  async 'the code leaves the address and stays in this window'(page, server) {
    await page.open(server.url + '#scen-e000 0000'.replace(' ', '') + code('live').slice(-3).toLowerCase());
    await page.open(server.url + '#' + code('live').toLowerCase().replace(/(.{4})(?=.)/g, '$1-'));
    await page.see('#join');
    assert.equal(await page.run(() => location.hash), '');
    await page.reload();
    await page.see('#join');
    assert.ok(said(server).every(one => one.type !== 'hello' || !one.code), 'a look takes no seat');
  },

  async 'what I say comes back once, as mine'(page, server) {
    await join(page, server);
    await say(page, 'Good idea');
    await page.until(() => [...document.querySelectorAll('#log .own')].some(one => one.textContent.includes('Good idea')));
    assert.equal(await page.run(() => document.querySelectorAll('#pending li').length), 0);
    assert.equal(await page.run(() => document.getElementById('field').value), '');
  },

  async 'another link in the same window is another seat'(page, server) {
    await join(page, server);
    await page.tap('#field');
    await page.type('for the room before');
    await pause(400);
    await page.run(wanted => (location.hash = wanted), code('moderator'));
    await page.see('#join');
    assert.equal(await page.run(() => document.getElementById('name').value), 'Alice Hofmann');
    assert.equal(await page.run(() => document.querySelectorAll('#log li').length), 0);
    assert.equal(await page.run(() => document.getElementById('field').value), '');
  },

  async 'after the end a reload still has what was said'(page, server) {
    await page.open(server.url + '#' + code('over'));
    await page.tap('#join');
    await page.until(() => document.documentElement.dataset.door === 'over');
    await page.see('#door-card .btn.go');
    server.scenes.find(one => one.name === 'over').look = { error: { code: 'code-ended', text: 'x' } };
    await page.reload();
    await page.until(() => document.documentElement.dataset.door === 'over');
    await page.see('#door-card .btn.go');
  },

  async 'markup is text'(page, server) {
    await join(page, server);
    conn(server).say(event(50, '<img src=x onerror="document.title=1"> <b>bold</b> https://example.org/?a=1&b=2.'));
    await page.until(() => document.getElementById('log').textContent.includes('<b>bold</b>'));
    assert.equal(await page.run(() => document.querySelectorAll('#log img').length), 0);
    assert.equal(await page.run(() => [...document.querySelectorAll('#log a')].pop().href), 'https://example.org/?a=1&b=2');
  },

  async 'a reload brings back the talk, the seat and the draft'(page, server) {
    await join(page, server);
    await say(page, 'Before the reload');
    await page.until(() => [...document.querySelectorAll('#log .own')].some(one => one.textContent.includes('Before the reload')));
    await page.tap('#field');
    await page.type('half a sent');
    const before = await lines(page);
    await page.reload();
    await page.until(() => document.documentElement.dataset.net === 'live' && document.getElementById('log').textContent.includes('Before the reload'));
    await pause(200);
    assert.deepEqual(await lines(page), before);
    assert.equal(await page.run(() => document.getElementById('field').value), 'half a sent');
    const hello = conn(server).received.find(one => one.type === 'hello');
    assert.equal(hello.resume, 'r3sum3');
    assert.equal(conn(server).received.find(one => one.type === 'resume').meeting, 'm1');
    assert.ok(!conn(server).received.some(one => one.type === 'look'));
  },

  async 'what was written while the connection is lost goes once, in order, under the same names'(page, server) {
    await join(page, server);
    server.refuse = true;
    server.drop();
    await pause(50);
    await say(page, 'one');
    await say(page, 'two');
    await page.see('#net');
    assert.match(await page.text('#pending'), /2 wait and go once you are back/);
    server.refuse = false;
    await page.run(() => window.dispatchEvent(new Event('online')));
    await page.until(() => document.getElementById('log').textContent.includes('two'));
    await pause(100);
    assert.deepEqual(conn(server).received.filter(one => one.type === 'say').map(one => one.text), ['one', 'two']);
    assert.equal(await page.run(() => document.getElementById('net').hidden), true);
  },

  async 'what arrived although its acknowledgement was lost is not sent again'(page, server) {
    await join(page, server);
    const first = conn(server);
    server.blind = true;
    await say(page, 'did it arrive');
    await page.until(() => document.querySelector('#pending li[data-state=sending]'));
    await pause(50);
    const room = first.room;
    room.log.push({ ...event(++room.seq, 'did it arrive', 'Ben Okafor') });
    server.blind = false;
    server.drop();
    await page.until(() => document.getElementById('log').textContent.includes('did it arrive'));
    await pause(150);
    assert.equal(await page.run(() => document.querySelectorAll('#pending li').length), 0);
    assert.equal(conn(server).received.filter(one => one.type === 'say').length, 0);
    assert.equal((await lines(page)).filter(text => text === 'did it arrive').length, 1);
  },

  async 'what did not arrive is sent once more under the same name'(page, server) {
    await join(page, server);
    const first = conn(server);
    server.blind = true;
    await say(page, 'lost on the way');
    await page.until(() => document.querySelector('#pending li[data-state=sending]'));
    await pause(50);
    const id = first.received.find(one => one.type === 'say').id;
    server.blind = false;
    server.drop();
    await page.until(() => document.getElementById('log').textContent.includes('lost on the way'));
    assert.deepEqual(conn(server).received.filter(one => one.type === 'say').map(one => one.id), [id]);
  },

  async 'missed lines come in their order, under a rule'(page, server) {
    await join(page, server);
    const { room } = conn(server);
    server.refuse = true;
    server.drop();
    await page.see('#net');
    room.log.push(event(++room.seq, 'missed 1'), event(++room.seq, 'missed 2'));
    server.refuse = false;
    await page.run(() => window.dispatchEvent(new Event('online')));
    await page.until(() => document.getElementById('log').textContent.includes('missed 2'));
    assert.deepEqual((await lines(page)).slice(-2), ['missed 1', 'missed 2']);
    await page.see('#new-since');
  },

  async 'a restart says so, and the page comes back by itself'(page, server) {
    await join(page, server);
    server.refuse = true;
    conn(server).close(1012);
    await page.see('#net');
    assert.match(await page.text('#net'), /The server restarts/);
    server.refuse = false;
    await page.until(() => document.documentElement.dataset.net === 'live');
  },

  async 'a silent connection is found out when the page wakes'(page, server) {
    await join(page, server);
    await pause(4200);
    server.blind = true;
    const old = conn(server);
    await page.run(() => window.dispatchEvent(new Event('pageshow')));
    await pause(2300);
    server.blind = false;
    await page.until(() => document.documentElement.dataset.net === 'live');
    assert.notEqual(conn(server), old);
  },

  async 'put out, over, replaced: no way back by itself'(page, server) {
    for (const [scene, door, codes] of [['kicked', 'kicked', 1], ['over', 'over', 1], ['replaced', 'elsewhere', 1]]) {
      await page.open(server.url + '#' + code(scene));
      await page.tap('#join');
      await page.until(wanted => document.documentElement.dataset.door === wanted, door);
      await pause(900);
      assert.equal(server.conns.size, 0, scene + ' ' + codes);
    }
  },

  async 'who is refused on the way back is told why, and is back by itself where waiting helps'(page, server) {
    await join(page, server);
    server.shut = { code: 'too-fast', text: 'Too many wrong codes. Wait 1 second and try again.', 'wait-ms': 600 };
    server.drop();
    await page.until(() => document.documentElement.dataset.door === 'tooFast');
    server.shut = null;
    await page.until(() => document.documentElement.dataset.place === 'room');
    server.shut = { code: 'code-ended', text: 'This invitation has ended. Ask for a new one.' };
    server.drop();
    await page.until(() => document.documentElement.dataset.door === 'over');
    assert.equal(await page.run(() => document.getElementById('door-net').textContent), '');
  },

  async 'an unknown /word is never said aloud'(page, server) {
    await join(page, server);
    await say(page, '/mutee Kofi');
    await page.see('#say-note');
    await pause(100);
    assert.match(await page.text('#say-note'), /There is no command \/mutee/);
    assert.ok(said(server).every(one => one.type !== 'say'));
    await page.run(() => (document.getElementById('field').value = ''));
    await say(page, '//usr is a path');
    await page.until(() => document.getElementById('log').textContent.includes('/usr is a path'));
  },

  async 'to one person: shown in four ways, sent as a private text'(page, server) {
    await join(page, server);
    await page.tap('#field');
    await page.type('/msg No');
    await page.see('#completions');
    await page.key('Tab');
    await page.see('#to');
    assert.match(await page.text('#to'), /Only to Noa Levi/);
    assert.equal(await page.run(() => document.getElementById('field').getAttribute('aria-label')), 'Only to Noa Levi');
    await page.type('between us');
    await page.key('Enter');
    await page.until(() => document.querySelector('#log .own.to-one'));
    const [command] = said(server).filter(one => one.type === 'command');
    assert.equal(command.argument, 'Noa Levi between us');
    await page.key('Escape');
    await page.until(() => document.getElementById('composer').dataset.mode === 'all');
  },

  async 'text typed before a private text was chosen comes back with Escape, text typed after does not'(page, server) {
    await join(page, server);
    await page.tap('#field');
    await page.type('for all');
    await page.tap('.answer');
    assert.equal(await page.run(() => document.getElementById('field').value), 'for all');
    await page.key('Escape');
    assert.equal(await page.run(() => document.getElementById('field').value), 'for all');
    await page.tap('.answer');
    await page.type(' but no');
    await page.key('Escape');
    assert.equal(await page.run(() => document.getElementById('field').value), '');
  },

  async 'Enter that ends a composition sends nothing'(page, server) {
    await join(page, server);
    await page.tap('#field');
    await page.type('にほん');
    await page.run(() => document.getElementById('field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })));
    await pause(80);
    assert.ok(said(server).every(one => one.type !== 'say'));
  },

  async 'several lines are one message'(page, server) {
    await join(page, server);
    await say(page, 'first\nsecond\n\nthird');
    await page.until(() => document.getElementById('log').textContent.includes('third'));
    assert.deepEqual(said(server).filter(one => one.type === 'say').map(one => one.text), ['first\nsecond\nthird']);
  },

  async 'a name is not lost while one thinks about it for long'(page, server) {
    await page.open(server.url + '#' + code('join'));
    await page.tap('#name');
    await page.type(' Esq.');
    server.drop();
    await pause(1200);
    assert.equal(server.conns.size, 0);
    assert.equal(await page.run(() => document.getElementById('name').value), 'Ben Okafor Esq.');
    await page.tap('#join');
    await page.see('#app');
  },

  async 'new lines are counted in the title, and marked once'(page, server) {
    await join(page, server);
    await page.run(() => (document.getElementById('scroll').scrollTop = 0));
    await pause(80);
    conn(server).say(event(60, 'new 1'), event(61, 'new 2'));
    await page.until(() => document.title.startsWith('(2)'));
    assert.match(await page.text('#jump'), /2 new/);
    const top = await page.run(() => document.getElementById('scroll').scrollTop);
    assert.ok(top < 5, 'what one reads does not move');
    await page.tap('#jump');
    await page.until(() => !document.title.startsWith('('));
    await page.see('#new-since');
    conn(server).say(event(62, 'new 3'));
    await pause(150);
    assert.equal(await page.run(() => document.querySelectorAll('.rule.new').length), 1);
  },

  async 'storage that is blocked stops nothing'(page, server) {
    await page.onEveryPage("for (const kind of ['sessionStorage', 'localStorage']) Object.defineProperty(window, kind, { get() { throw new DOMException('no'); } });");
    await join(page, server);
    await say(page, 'hello');
    await page.until(() => document.getElementById('log').textContent.includes('hello'));
  },

  async 'a moderator admits with one tap, mutes with a way back'(page, server) {
    await join(page, server, 'moderator');
    await page.tap('#lobby [data-waiting="Priya Raman"] .btn.go');
    await page.until(() => !document.querySelector('#lobby [data-waiting="Priya Raman"]'));
    await page.tap('#count');
    await page.tap('li[data-nick="Kofi Mensah"] .icon');
    await page.tap('[role=menu] button:nth-child(2)');
    await page.see('#toast');
    await page.run(() => document.querySelector('.people-sheet .icon').click());
    await page.tap('#toast .btn');
    await pause(150);
    assert.deepEqual(said(server).filter(one => one.type === 'command').map(one => one.name + ' ' + one.argument), ['admit Priya Raman', 'mute Kofi Mensah', 'unmute Kofi Mensah']);
  },

  async 'slow mode: one message waits and goes by itself'(page, server) {
    await join(page, server, 'slow');
    await say(page, 'one');
    await page.until(() => document.getElementById('send').textContent === '10' || document.getElementById('send').textContent === '9');
    assert.ok(await page.run(() => document.getElementById('send').disabled));
    await say(page, 'two');
    await page.until(() => document.querySelector('#pending .queued'));
    assert.equal(said(server).filter(one => one.type === 'say').length, 1);
  },

  async 'ten thousand lines: a new one is cheap'(page, server) {
    await join(page, server);
    const many = Array.from({ length: 10000 }, (_, i) => event(100 + i, 'Line ' + i + ' of many, as long as what people say mostly is', 'P' + (i % 7)));
    const from = performance.now();
    for (let i = 0; i < many.length; i += 500) conn(server).say(...many.slice(i, i + 500));
    await page.until(() => document.getElementById('log').textContent.includes('Line 9999 '));
    console.log(`    ten thousand lines arrive and are shown in ${Math.round(performance.now() - from)} ms`);
    assert.ok(await page.run(() => document.querySelectorAll('#log > li').length) <= 460);
    await page.run(() => {
      window.costs = [];
      const frame = window.requestAnimationFrame;
      window.requestAnimationFrame = work => frame(at => {
        const from = performance.now();
        work(at);
        document.body.offsetHeight;
        window.costs.push(performance.now() - from);
      });
    });
    for (let i = 0; i < 40; i++) {
      conn(server).say(event(20000 + i, 'One more, number ' + i, 'Q' + (i % 3)));
      await pause(25);
    }
    const costs = (await page.run(() => window.costs)).sort((a, b) => a - b);
    console.log(`    a new line at 10,000: median ${costs[costs.length >> 1].toFixed(2)} ms, highest ${costs[costs.length - 1].toFixed(2)} ms (script and layout, ${costs.length} frames)`);
    assert.ok(costs[costs.length >> 1] < 16);
    await page.run(() => (document.getElementById('scroll').scrollTop = 30));
    await page.until(() => document.querySelectorAll('#log > li').length > 480);
  },
};

const wanted = process.argv.slice(2);
let failed = 0;
const browser = await Browser.start();
for (const [name, test] of Object.entries(TESTS)) {
  if (wanted.length && !wanted.some(word => name.includes(word))) continue;
  const server = await standin();
  const page = await browser.page();
  try {
    await test(page, server);
    const problems = page.problems.filter(one => !/WebSocket connection|ERR_/.test(one));
    assert.deepEqual(problems, []);
    console.log('ok    ' + name);
  } catch (failure) {
    failed++;
    console.log('FAIL  ' + name + '\n' + failure.stack + '\n' + page.problems.join('\n'));
  }
  await page.close();
  server.close();
}
await browser.close();
process.exitCode = failed ? 1 : 0;
