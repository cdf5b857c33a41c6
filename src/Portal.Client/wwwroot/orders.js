// What has to happen in the browser, without a way to the server and back: keys that the browser would act on itself.
(() => {
  const links = list => [...list.querySelectorAll(list.dataset.arrowKeys)].filter(link => link.offsetParent);

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;

    // Keys an element answers itself: arrows would move the cursor, Enter would send the form.
    const own = event.target.closest('[data-own-keys]')?.dataset.ownKeys.split(' ');
    if (own?.includes(event.key)) event.preventDefault();

    // From one link of a list to the next.
    const list = event.target.closest('[data-arrow-keys]');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list && (step || event.key === 'Home' || event.key === 'End')) {
      const all = links(list);
      const at = all.indexOf(event.target);
      const next = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : at + step;
      if (at >= 0 && all[next]) {
        event.preventDefault();
        all[next].focus();
      }
    }

    if (event.key === 'Escape') event.target.closest('[data-escape-closes]')?.querySelector('[data-close-panel]')?.click();
  }, true);

  window.orders = { focusFirstInvalid: () => document.querySelector('main [aria-invalid="true"]')?.focus() };

  // Who closes a panel goes on where it was opened.
  document.addEventListener('click', event => {
    const id = event.target instanceof Element && event.target.closest('[data-close-panel]')?.dataset.closePanel;
    if (id) setTimeout(() => document.querySelector(`[data-message-link="${CSS.escape(id)}"]`)?.focus(), 150);
  });
})();
