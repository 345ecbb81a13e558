// The talk with the page that holds the frame.
//
// The page names its origin and a session in the frame's address. Messages count only from the
// window, the origin and the session named there, and go nowhere else.

const address = new URLSearchParams(location.hash.slice(1));
const parentOrigin = address.get('parent') ?? '';
const session = address.get('session') ?? '';

/** Whether a page holds the frame and has named itself. */
export const hasParent = window.parent !== window && parentOrigin !== '' && session !== '';

/**
 * @param {string} type
 * @param {unknown} [payload]
 */
export function send(type, payload) {
  if (hasParent) {
    window.parent.postMessage({ session, type, payload }, parentOrigin);
  }
}

/**
 * Handles messages by their type, and tells the page that the frame listens.
 *
 * @param {Record<string, (payload: any) => void>} handlers
 */
export function listen(handlers) {
  window.addEventListener('message', (event) => {
    const message = event.data;
    const fromParent =
      event.source === window.parent &&
      event.origin === parentOrigin &&
      message?.session === session;
    if (fromParent && Object.hasOwn(handlers, message.type)) {
      handlers[message.type]?.(message.payload);
    }
  });
  send('loaded');
}
