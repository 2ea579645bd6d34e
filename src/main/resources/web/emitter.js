// Who has something to tell, and who wants to hear it.

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
