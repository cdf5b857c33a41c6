// Where the focus is while a dialog is open, and what Escape does, for every dialog there is. Radzen sees to that half a second after the dialog is
// shown, when somebody may be typing, and not at all where there is no control in it; Layout/Dialogs.razor keeps it from both.
(() => {
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const fields = 'input:not([readonly], [tabindex="-1"]), select, textarea';
  const open = []; // { dialog, from, asked } in the order they came: the last one is on top

  const usable = element => element.tabIndex >= 0 && !element.disabled && element.getClientRects().length > 0;
  const first = (dialog, selector) => [...dialog.querySelectorAll(selector)].find(usable);

  function enter(dialog) {
    const from = document.activeElement;
    open.push({ dialog, from: from === document.body ? null : from });
    dialog.tabIndex = -1; // so that what has nothing but words can have the focus
    (first(dialog, fields) ?? dialog).focus({ preventScroll: true });
  }

  // What had the focus went with the dialog: back to where somebody was; where that is gone as well, to what the page is about.
  function leave({ from }) {
    if (document.activeElement !== document.body) return;
    if (from?.isConnected) from.focus();
    if (document.activeElement === document.body && from) (open.at(-1)?.dialog ?? document.getElementById('main'))?.focus({ preventScroll: true });
  }

  function look() {
    const gone = open.findIndex(({ dialog }) => !dialog.isConnected);
    if (gone >= 0) leave(open.splice(gone)[0]);
    for (const dialog of document.querySelectorAll('.rz-dialog')) {
      if (!open.some(known => known.dialog === dialog)) enter(dialog);
    }
  }

  // As the cross does; a dialog without one says what it means, or that it has to be answered.
  function escape(top) {
    const way = top.dialog.querySelector('.rz-dialog-titlebar-close, [data-escape]');
    if (!way || top.asked) return; // the second time it would be the dialog below
    top.asked = true;
    way.click();
  }

  function tab(dialog, event) {
    const all = [...dialog.querySelectorAll(controls)].filter(usable);
    const now = document.activeElement;
    const [start, end] = [all[0] ?? dialog, all.at(-1) ?? dialog];
    const to = !dialog.contains(now) ? (event.shiftKey ? end : start)
      : event.shiftKey && (now === start || now === dialog) ? end
      : !event.shiftKey && now === end ? start
      : null;
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  // On the window: whoever handles a key in the dialog comes before.
  addEventListener('keydown', event => {
    const top = open.at(-1);
    if (!top || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') escape(top);
    else if (event.key === 'Tab') tab(top.dialog, event);
  });
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
})();
