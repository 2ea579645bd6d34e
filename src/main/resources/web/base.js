// What every part leans on: telling others that something happened, and keeping what a window or a device is to keep.

export class Emitter {
  #heard = new Map();

  on(name, listener) {
    if (!this.#heard.has(name)) this.#heard.set(name, []);
    this.#heard.get(name).push(listener);
    return this;
  }

  emit(name, ...what) {
    for (const listener of this.#heard.get(name) ?? []) listener(...what);
  }
}

function shelf(kind) {
  const memory = new Map();
  const real = () => window[kind];
  return {
    get(key, otherwise) {
      let text = memory.get(key);
      try {
        text = real().getItem('convoke.' + key) ?? text;
      } catch { /* blocked: what memory has */ }
      try {
        return text === undefined || text === null ? otherwise : JSON.parse(text);
      } catch {
        return otherwise;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      memory.set(key, text);
      try {
        real().setItem('convoke.' + key, text);
      } catch { /* blocked or full: memory has it */ }
    },
    remove(key) {
      memory.delete(key);
      try {
        real().removeItem('convoke.' + key);
      } catch { /* blocked */ }
    },
  };
}

/** This window's: the seat, the talk, what is not sent yet, drafts. Gone when it is closed. */
export const here = shelf('sessionStorage');

/** This device's: light or dark, sound, reading aloud. Nothing that was said. */
export const device = shelf('localStorage');
