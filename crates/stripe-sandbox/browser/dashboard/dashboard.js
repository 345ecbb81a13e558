// Keeps the page up to date while somebody looks at it, and copies ids. The page works without it.

'use strict';

(() => {
  /** How often to ask whether anything has changed, in milliseconds. */
  const PAUSE = 1500;

  const main = /** @type {HTMLElement} */ (document.getElementById('main'));
  const status = /** @type {HTMLElement} */ (document.getElementById('status'));
  const live = /** @type {HTMLButtonElement} */ (document.getElementById('live'));

  /** What the server sent, before buttons were added to it. */
  let shown = main.innerHTML;
  /** @type {string | null} */
  let tag = null;

  /** Puts a button beside everything that can be copied. */
  function addCopyButtons() {
    for (const source of main.querySelectorAll('[data-copy]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.setAttribute('aria-label', `Copy ${source.textContent}`);
      source.after(button);
    }
  }

  /** What tells an element of the old page from others, to find it in the new one. */
  function nameOf(/** @type {Element} */ element) {
    const own = element.id || element.getAttribute('href') || element.getAttribute('aria-label');
    return `${element.tagName} ${own ?? element.textContent}`;
  }

  /** Shows what the server sends now, and leaves focus and unfolded parts as they are. */
  function show(/** @type {HTMLElement} */ fresh) {
    const unfolded = new Set([...main.querySelectorAll('details[open]')].map(({ id }) => id));
    const active = document.activeElement;
    const focused = active && main.contains(active) && active !== main ? nameOf(active) : null;
    shown = fresh.innerHTML;
    main.replaceChildren(...fresh.childNodes);
    for (const details of main.querySelectorAll('details')) {
      details.open = unfolded.has(details.id);
    }
    addCopyButtons();
    if (focused) {
      const candidates = main.querySelectorAll('a, button, input, summary, pre');
      const again = [...candidates].find((element) => nameOf(element) === focused);
      /** @type {HTMLElement} */ (again ?? main).focus({ preventScroll: true });
    }
  }

  /** Whether an update would take something away from whoever is at it: a selection, a text half typed. */
  function isBusy() {
    const selection = getSelection();
    const selects = selection && !selection.isCollapsed && main.contains(selection.anchorNode);
    const field = document.activeElement;
    return selects || (field instanceof HTMLInputElement && main.contains(field));
  }

  async function update() {
    /** @type {Record<string, string>} */
    const headers = tag ? { 'if-none-match': tag } : {};
    const response = await fetch(location.href, { headers, cache: 'no-store' });
    if (response.status === 304) {
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('main');
    if (!fresh || isBusy()) {
      return;
    }
    tag = response.headers.get('etag');
    if (fresh.innerHTML !== shown) {
      show(fresh);
    }
  }

  function isLive() {
    return live.getAttribute('aria-pressed') === 'true';
  }

  async function keepUpdating() {
    if (isLive() && !document.hidden) {
      try {
        await update();
        live.removeAttribute('data-lost');
        live.textContent = 'Live';
      } catch {
        live.setAttribute('data-lost', '');
        live.textContent = 'Not reachable';
      }
    }
    setTimeout(keepUpdating, PAUSE);
  }

  live.hidden = false;
  live.addEventListener('click', () => {
    live.setAttribute('aria-pressed', String(!isLive()));
  });

  main.addEventListener('click', async ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.classList.contains('copy')) {
      return;
    }
    const text = target.previousElementSibling?.textContent ?? '';
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = `Copied ${text}`;
    } catch {
      status.textContent = 'The browser does not allow copying here.';
    }
  });

  addCopyButtons();
  setTimeout(keepUpdating, PAUSE);
})();
