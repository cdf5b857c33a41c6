// Where somebody was on a page - scroll position, focus, what was typed and not sent - over a reload that the page itself does because
// its circuit is gone. The address has the rest: filter, order, tab, cursor.
(() => {
  const key = 'portal-place';
  const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const patience = 15000; // after that somebody would be surprised by a page that jumps

  // An element that is there again after the reload: by its id, or by the row it is in.
  function describe(element) {
    if (!element || element === document.body || element.id === 'main' || element.matches('h1')) return null;
    const row = element.closest('tr, li, article');
    const name = row?.getAttributeNames().find(attribute => attribute.startsWith('data-') && row.getAttribute(attribute));
    if (name) return { selector: `[${name}="${CSS.escape(row.getAttribute(name))}"]`, index: [...row.querySelectorAll(focusable)].indexOf(element) };
    if (element.id && !/\d{3,}|[0-9a-f]{8}/.test(element.id)) return { selector: `#${CSS.escape(element.id)}` };
    const href = element.getAttribute('href');
    return href ? { selector: `${element.localName}[href="${CSS.escape(href)}"]` } : null;
  }

  function find(place) {
    const element = document.querySelector(place.selector);
    return place.index === undefined ? element : element?.querySelectorAll(focusable)[place.index];
  }

  // Filters are in the address; everything else that was typed is only here.
  function typed() {
    const fields = [...document.querySelectorAll('#main form:not([role=search]) :is(input, select, textarea)[id]')];
    return fields.filter(field => field.value && !['password', 'checkbox', 'radio', 'file'].includes(field.type)).map(field => [field.id, field.value]);
  }

  function keep() {
    const place = { url: location.href, at: Date.now(), top: scrollY, focus: describe(document.activeElement), typed: typed() };
    try {
      sessionStorage.setItem(key, JSON.stringify(place));
    } catch {
      // Full or forbidden: the page comes back at its top.
    }
  }

  function take() {
    try {
      const place = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
      return place?.url === location.href && Date.now() - place.at < 60000 ? place : null;
    } catch {
      return null;
    }
  }

  function restore() {
    const place = take();
    if (!place) return;

    history.scrollRestoration = 'manual';
    let waiting = [...place.typed];
    let focus = place.focus;
    let top = place.top;
    let headed = false;
    const end = () => {
      observer.disconnect();
      hands.abort();
      history.scrollRestoration = 'auto';
    };

    // The rows come when the circuit has loaded them: look again at every change until all is as it was.
    const look = () => {
      // The page's heading takes the focus first, and scrolls to itself, as after every navigation; ours comes after it.
      headed ||= document.activeElement?.matches('h1');
      if (headed) {
        waiting = waiting.filter(([id, value]) => {
          const field = document.getElementById(id);
          if (!field) return true;
          if (field.value !== value) {
            field.value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
          }
          return false;
        });
        const element = focus && find(focus);
        if (element) {
          element.focus({ preventScroll: true });
          focus = null;
        }
      }
      if (headed && top !== null && document.documentElement.scrollHeight >= top + innerHeight) {
        scrollTo({ top, behavior: 'instant' });
        top = null;
      }
      if (top === null && !focus && !waiting.length) end();
    };
    const observer = new MutationObserver(look);
    const hands = new AbortController();
    // Who has begun to do something is not to be moved.
    for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(event, end, { signal: hands.signal, passive: true });
    document.addEventListener('focusin', () => setTimeout(look), { signal: hands.signal });
    observer.observe(document.body, { subtree: true, childList: true });
    setTimeout(() => {
      if (top !== null) scrollTo({ top, behavior: 'instant' }); // as far down as it goes: there is less than before
      end();
    }, patience);
    look();
  }

  window.portalPlace = { keep };
  restore();
})();
