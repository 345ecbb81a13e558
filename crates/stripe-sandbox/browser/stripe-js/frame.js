// One frame of the sandbox inside the page, and the talk with it.
//
// A message counts only if it comes from that very window, from the sandbox's origin, and carries
// the session that was agreed on in the frame's address. A card number never crosses this line.

/** Numbers the frames of a page. */
let frameCount = 0;

/** How long a frame may take to load, in milliseconds. */
const LOAD_TIMEOUT = 15_000;

/** @returns {string} an unguessable name for one frame's talk */
function newSession() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** A frame of the sandbox. */
class SandboxFrame {
  #session = newSession();
  #loaded = false;
  /** @type {{type: string, payload: unknown}[]} */
  #waiting = [];
  /** @type {Map<number, (reply: any) => void>} */
  #requests = new Map();
  #requestCount = 0;
  /** @type {(event: MessageEvent) => void} */
  #listen;
  #timer = 0;

  /**
   * @param {string} url the page, on the sandbox's origin
   * @param {string} title what assistive technology calls the frame
   * @param {(type: string, payload: any) => void} onMessage
   */
  constructor(url, title, onMessage) {
    const iframe = document.createElement('iframe');
    frameCount += 1;
    iframe.name = `__privateStripeFrame${frameCount}`;
    iframe.title = title;
    iframe.src = `${url}#${new URLSearchParams({ parent: location.origin, session: this.#session })}`;
    iframe.style.border = '0';
    iframe.style.display = 'block';
    iframe.style.width = '100%';
    // The frame's page is a light one. Were its frame of another scheme, as `normal` is on a dark page that
    // says so in its head, the browser would paint an opaque white canvas behind it.
    iframe.style.colorScheme = 'light only';
    this.iframe = iframe;
    this.#listen = (event) => {
      const message = event.data;
      const ours =
        event.origin === SANDBOX_ORIGIN &&
        event.source === iframe.contentWindow &&
        message?.session === this.#session;
      if (!ours) {
        return;
      }
      if (message.type === 'loaded') {
        this.#loaded = true;
        clearTimeout(this.#timer);
        this.#waiting.splice(0).forEach(({ type, payload }) => this.send(type, payload));
      } else if (message.type === 'reply') {
        this.#requests.get(message.payload.id)?.(message.payload.result);
        this.#requests.delete(message.payload.id);
      }
      onMessage(message.type, message.payload);
    };
    window.addEventListener('message', this.#listen);
    this.#timer = setTimeout(() => {
      this.#failRequests();
      onMessage('loaderror', undefined);
    }, LOAD_TIMEOUT);
  }

  /** Whether the frame's script has begun to listen. */
  get loaded() {
    return this.#loaded;
  }

  /**
   * Sends a message, once the frame listens.
   *
   * @param {string} type
   * @param {unknown} [payload]
   */
  send(type, payload) {
    if (!this.#loaded) {
      this.#waiting.push({ type, payload });
      return;
    }
    this.iframe.contentWindow?.postMessage({ session: this.#session, type, payload }, SANDBOX_ORIGIN);
  }

  /**
   * Asks the frame to do something, and resolves with its reply.
   *
   * @param {string} action
   * @param {Record<string, unknown>} [parameters]
   * @param {Record<string, string | undefined>} [siblings] frames that hold the rest of the card
   * @returns {Promise<any>}
   */
  request(action, parameters = {}, siblings = {}) {
    this.#requestCount += 1;
    const id = this.#requestCount;
    const reply = new Promise((resolve) => this.#requests.set(id, resolve));
    this.send('request', { id, action, parameters, siblings });
    return reply;
  }

  /** Takes the frame off the page; requests that are open fail. */
  remove() {
    window.removeEventListener('message', this.#listen);
    clearTimeout(this.#timer);
    this.iframe.remove();
    this.#failRequests();
  }

  #failRequests() {
    for (const resolve of this.#requests.values()) {
      resolve({ error: connectionError() });
    }
    this.#requests.clear();
  }
}
