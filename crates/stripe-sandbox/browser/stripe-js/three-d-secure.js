// The window over the shop in which the cardholder authenticates.

/** @typedef {'answered' | 'closed'} ChallengeEnd */

/**
 * Shows the page of the cardholder's bank over the whole page, until it is answered or closed.
 *
 * A dialog keeps the keyboard inside and gives the focus back where it was.
 *
 * @param {string} url
 * @returns {Promise<ChallengeEnd>}
 */
function showChallenge(url) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    const frame = new SandboxFrame(url, 'Payment authentication', (type) => {
      if (type === 'loaded') {
        frame.iframe.focus();
      } else if (type === 'answered') {
        end('answered');
      } else if (type === 'loaderror') {
        end('closed');
      }
    });
    /** @param {ChallengeEnd} how */
    const end = (how) => {
      frame.remove();
      dialog.close();
      dialog.remove();
      resolve(how);
    };
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (frame.loaded) {
        frame.send('fail');
      } else {
        end('closed');
      }
    });
    dialog.setAttribute('aria-label', 'Payment authentication');
    Object.assign(dialog.style, {
      position: 'fixed',
      inset: '0',
      width: '100vw',
      height: '100dvh',
      maxWidth: '100vw',
      maxHeight: '100dvh',
      margin: '0',
      padding: '0',
      border: '0',
      overflow: 'hidden',
      background: 'transparent',
    });
    frame.iframe.style.height = '100%';
    // The bank's page follows the preference; a frame that did not would be painted opaque.
    frame.iframe.style.colorScheme = 'light dark';
    dialog.append(frame.iframe);
    document.body.append(dialog);
    dialog.showModal();
  });
}
