// A headless Chromium driven over its debugging pipe: plain Node, nothing to install but Debian's chromium.
// Made for the tests of the page, against the stand-in and against the real server alike.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--hide-scrollbars', '--force-color-profile=srgb', '--remote-debugging-pipe'];

export class Browser {
  static async start(binary = process.env.CHROMIUM ?? 'chromium') {
    const home = mkdtempSync(join(tmpdir(), 'convoke-page-'));
    const child = spawn(binary, [...FLAGS, '--user-data-dir=' + home, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const browser = new Browser(child, home);
    await browser.call('Browser.getVersion');
    return browser;
  }

  #child;
  #home;
  #ids = 0;
  #waiting = new Map();
  #listeners = new Map();

  constructor(child, home) {
    this.#child = child;
    this.#home = home;
    let rest = Buffer.alloc(0);
    child.stdio[4].on('data', chunk => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#hear(JSON.parse(rest.subarray(0, end).toString('utf8')));
        rest = rest.subarray(end + 1);
      }
    });
  }

  #hear(message) {
    if (message.id) {
      const { done, failed } = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) failed(new Error(message.error.message));
      else done(message.result);
    } else {
      this.#listeners.get(message.sessionId)?.(message.method, message.params);
    }
  }

  call(method, params = {}, sessionId) {
    const id = ++this.#ids;
    this.#child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
  }

  /** A new window, with nothing of any other: its own storage. Options: width, height, dark, touch, lang, reducedMotion, scale. */
  async page(options = {}) {
    const { browserContextId } = await this.call('Target.createBrowserContext');
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, browserContextId);
    this.#listeners.set(sessionId, (method, params) => page.heard(method, params));
    await page.prepare(options);
    return page;
  }

  async close() {
    await this.call('Browser.close').catch(() => {});
    await new Promise(done => (this.#child.exitCode === null ? this.#child.once('exit', done) : done()));
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Page {
  /** What the page complained of: exceptions, errors and warnings of its console, refused by the content security policy. */
  problems = [];
  #browser;
  #session;
  #context;

  constructor(browser, session, context) {
    this.#browser = browser;
    this.#session = session;
    this.#context = context;
  }

  call(method, params) {
    return this.#browser.call(method, params, this.#session);
  }

  heard(method, params) {
    if (method === 'Runtime.exceptionThrown') this.problems.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === 'Runtime.consoleAPICalled' && ['error', 'warning', 'assert'].includes(params.type)) this.problems.push(params.args.map(arg => arg.value ?? arg.description).join(' '));
    if (method === 'Log.entryAdded' && params.entry.level === 'error') this.problems.push(params.entry.text + ' ' + (params.entry.url ?? ''));
  }

  async prepare({ width = 390, height = 844, dark = false, touch = width < 900, scale = 1, reducedMotion = true, lang = 'en-GB', zone = 'Europe/Berlin', now } = {}) {
    await Promise.all(['Page.enable', 'Runtime.enable', 'Log.enable', 'Network.enable'].map(method => this.call(method)));
    await this.size(width, height, touch, scale);
    await this.call('Emulation.setLocaleOverride', { locale: lang.replace('-', '_') });
    await this.call('Emulation.setTimezoneOverride', { timezoneId: zone });
    await this.call('Emulation.setUserAgentOverride', { userAgent: (await this.call('Browser.getVersion')).userAgent, acceptLanguage: lang });
    if (now) await this.onEveryPage('{ const real = Date.now, off = ' + (now - Date.now()) + '; Date.now = () => real() + off; }');
    await this.call('Emulation.setFocusEmulationEnabled', { enabled: true });
    this.media = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }, { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' }];
    await this.call('Emulation.setEmulatedMedia', { features: this.media });
  }

  /** Runs a script before the page's own, in every page from now on. */
  onEveryPage(source) {
    return this.call('Page.addScriptToEvaluateOnNewDocument', { source });
  }

  async size(width, height, touch = width < 900, scale = 1) {
    await this.call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: touch });
    await this.call('Emulation.setTouchEmulationEnabled', { enabled: touch, maxTouchPoints: touch ? 5 : 1 });
  }

  async open(url) {
    // Another fragment alone would not load the page anew.
    await this.call('Page.navigate', { url: 'about:blank' });
    await this.call('Page.navigate', { url });
    await this.until(() => document.readyState === 'complete');
  }

  async reload() {
    await this.call('Page.reload');
    await this.until(() => document.readyState === 'complete');
  }

  /** Runs a function in the page and brings back what it returns, as JSON has it. */
  async run(work, ...args) {
    const expression = '(' + work + ')(...' + JSON.stringify(args) + ')';
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until a function in the page answers something true. */
  async until(work, ...args) {
    const end = Date.now() + 10000;
    for (;;) {
      const found = await this.run(work, ...args).catch(() => false);
      if (found) return found;
      if (Date.now() > end) throw new Error('never true: ' + work + ' ' + JSON.stringify(args));
      await new Promise(done => setTimeout(done, 25));
    }
  }

  /** Waits for an element that is shown. */
  see(selector) {
    return this.until(wanted => [...document.querySelectorAll(wanted)].some(one => one.getClientRects().length > 0), selector);
  }

  text(selector) {
    return this.run(wanted => document.querySelector(wanted)?.innerText ?? null, selector);
  }

  async tap(selector) {
    await this.see(selector);
    const { x, y } = await this.run(wanted => {
      const one = [...document.querySelectorAll(wanted)].find(each => each.getClientRects().length > 0);
      one.scrollIntoView({ block: 'nearest' });
      const box = one.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }, selector);
    for (const type of ['mousePressed', 'mouseReleased']) await this.call('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  }

  type(text) {
    return this.call('Input.insertText', { text });
  }

  async key(key, modifiers = 0) {
    const codes = { Enter: 13, Tab: 9, Escape: 27, ArrowUp: 38, ArrowDown: 40, PageUp: 33, PageDown: 34, End: 35, Home: 36, F6: 117 };
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
    const event = { key, code: key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0), modifiers, text };
    await this.call('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await this.call('Input.dispatchKeyEvent', { type: 'keyUp', ...event, text: undefined });
  }

  network(offline) {
    return this.call('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  }

  async picture() {
    const { data } = await this.call('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  close() {
    return this.#browser.call('Target.disposeBrowserContext', { browserContextId: this.#context });
  }
}
