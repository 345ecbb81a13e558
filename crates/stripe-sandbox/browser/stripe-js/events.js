// Listeners, as Elements have them.

/** @typedef {(event: any) => unknown} Listener */

/** Keeps listeners by event type. */
class Emitter {
  /** @type {Map<string, {listener: Listener, once: boolean}[]>} */
  #listeners = new Map();

  /**
   * @param {string} type
   * @param {Listener} listener
   * @param {boolean} once
   */
  add(type, listener, once) {
    assertIntegration(
      typeof listener === 'function',
      `Event handlers must be functions: the one for "${type}" is none.`,
    );
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), { listener, once }]);
  }

  /**
   * @param {string} type
   * @param {Listener} [listener] without one, all listeners of the type go
   */
  remove(type, listener) {
    const kept = listener
      ? (this.#listeners.get(type) ?? []).filter((entry) => entry.listener !== listener)
      : [];
    this.#listeners.set(type, kept);
  }

  /**
   * @param {string} type
   * @param {unknown} event
   */
  emit(type, event) {
    for (const entry of this.#listeners.get(type) ?? []) {
      if (entry.once) {
        this.remove(type, entry.listener);
      }
      entry.listener(event);
    }
  }
}
