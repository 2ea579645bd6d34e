// A stand-in for the server, for looks and for trying the page alone: the page's files, and a WebSocket that speaks the protocol with
// scripted scenes, one for each code. It has no rules of its own and proves nothing about the server.
//
//   node src/test/web/standin.mjs [port]     prints an address for each scene

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { code, scenes } from './scenes.mjs';

const WEB = join(dirname(fileURLToPath(import.meta.url)), '../../main/resources/web');
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** As a server may send it: all modules as one, in the order in which they need each other, without the lines that are comments. */
export async function oneScript(from = 'page.js', seen = new Set()) {
  if (seen.has(from)) return '';
  seen.add(from);
  const text = await readFile(join(WEB, from), 'utf8');
  let before = '';
  for (const [, name] of text.matchAll(/^import \{.*\} from '\.\/([\w-]+\.js)';$/gm)) before += await oneScript(name, seen);
  return before + lean(text.replace(/^import .*;\n/gm, '').replace(/^export /gm, ''));
}

export function lean(text) {
  return text.replace(/^ *(?:\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->)\n/gm, '').replace(/^(?: +|\n)/gm, '');
}

async function file(name) {
  if (!process.env.ONE_SCRIPT) return readFile(join(WEB, name));
  if (name === 'page.js') return oneScript();
  const text = await readFile(join(WEB, name), 'utf8');
  return lean(text.replace(/<link rel="modulepreload".*>\n/g, ''));
}

export async function standin(port = 0) {
  const conns = new Set();
  const state = { conns, refuse: false, blind: false, scenes: scenes() };
  const http = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const name = path === '/' ? 'index.html' : /^\/assets\/([\w-]+\.(?:js|css))$/.exec(path)?.[1];
    try {
      const body = await file(name);
      response.writeHead(200, { 'content-type': TYPES[extname(name)], 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  http.on('upgrade', (request, socket) => {
    socket.on('error', () => {});
    if (state.refuse || request.url !== '/ws') return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    const key = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: convoke.1\r\nSec-WebSocket-Accept: ' + key + '\r\n\r\n');
    const conn = new Conn(socket, state);
    conns.add(conn);
    socket.on('close', () => conns.delete(conn));
  });
  await new Promise(done => http.listen(port, '127.0.0.1', done));
  state.url = 'http://127.0.0.1:' + http.address().port + '/';
  state.close = () => {
    for (const conn of conns) conn.drop();
    http.close();
    http.closeAllConnections();
  };
  state.drop = () => conns.forEach(conn => conn.drop());
  return state;
}

/** One browser. Frames of RFC 6455: whole texts, no extensions. */
class Conn {
  constructor(socket, state) {
    this.socket = socket;
    this.state = state;
    this.received = [];
    this.scene = null;
    let buffer = Buffer.alloc(0);
    socket.on('data', chunk => {
      buffer = Buffer.concat([buffer, chunk]);
      for (;;) {
        const frame = unframe(buffer);
        if (!frame) return;
        buffer = buffer.subarray(frame.size);
        if (frame.opcode === 8) return void socket.end();
        if (frame.opcode === 1) this.hear(JSON.parse(frame.payload.toString('utf8')));
      }
    });
  }

  say(...objects) {
    if (!this.state.blind) this.#frame(1, Buffer.from(objects.map(object => JSON.stringify(object) + '\n').join('')));
  }

  close(code) {
    const body = Buffer.alloc(2);
    body.writeUInt16BE(code);
    this.#frame(8, body);
    this.socket.end();
  }

  drop() {
    this.socket.destroy();
  }

  #frame(opcode, body) {
    const head = body.length < 126 ? Buffer.from([0x80 | opcode, body.length])
      : body.length < 65536 ? Buffer.from([0x80 | opcode, 126, body.length >> 8, body.length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0]), Buffer.from(Uint32Array.of(body.length).buffer).reverse()]);
    this.socket.write(Buffer.concat([head, body]));
  }

  hear(object) {
    this.received.push(object);
    if (this.state.blind) return;
    if (object.type === 'hello') {
      this.say({ type: 'hello', protocol: 1, server: 'convoke', 'max-text': 4096, 'max-data': 32768, 'ping-ms': 30000 });
      if (object.code) this.#enter(object);
    } else if (object.type === 'look') {
      const scene = this.state.scenes.find(one => code(one.name) === object.code);
      if (scene) this.say(scene.look?.error ? { type: 'error', id: object.id, ...scene.look.error } : { type: 'look', id: object.id, ...scene.look });
      else this.say({ type: 'error', code: 'bad-code', text: 'That code is not valid.', id: object.id });
    } else {
      this.scene?.hear?.(this, object);
    }
  }

  #enter(hello) {
    const scene = this.state.scenes.find(one => code(one.name) === hello.code);
    if (!scene) return this.say({ type: 'error', code: 'bad-code', text: 'That code is not valid.' });
    if (this.state.shut) {
      this.say({ type: 'error', ...this.state.shut }, { type: 'goodbye', code: 'refused', text: 'Goodbye.', reason: this.state.shut.code });
      return this.close(1000);
    }
    this.nick = hello.nick ?? 'Ben Okafor';
    this.again = Boolean(hello.resume);
    this.scene = scene;
    return scene.enter(this);
  }
}

function unframe(buffer) {
  if (buffer.length < 6) return null;
  let size = buffer[1] & 127;
  let at = 2;
  if (size === 126) {
    size = buffer.readUInt16BE(2);
    at = 4;
  } else if (size === 127) {
    size = Number(buffer.readBigUInt64BE(2));
    at = 10;
  }
  if (buffer.length < at + 4 + size) return null;
  const mask = buffer.subarray(at, at + 4);
  const payload = Buffer.from(buffer.subarray(at + 4, at + 4 + size));
  for (let i = 0; i < payload.length; i++) payload[i] ^= mask[i & 3];
  return { opcode: buffer[0] & 15, payload, size: at + 4 + size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await standin(Number(process.argv[2] ?? 8088));
  for (const { name } of server.scenes) console.log(name.padEnd(14), server.url + '#' + code(name));
}
