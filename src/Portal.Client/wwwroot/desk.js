// What the dead-letter desk needs of the browser: keys, an editor for long texts, downloads.

// A checkbox or a button takes no text, so keys may mean something there.
const takesText = element => element.isContentEditable
  || element.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])');

// Radzen's dialogs and any other one: behind it nothing is to happen.
const dialogIsOpen = () => document.querySelector('.rz-dialog-wrapper, [role=dialog], [aria-modal=true]') !== null;

const isShown = element => element.getClientRects().length > 0;

const usable = element => isShown(element) && !element.disabled && element.getAttribute('aria-disabled') !== 'true';

/**
 * Keys of a page. Rows are [data-row]; a key clicks the first usable [data-key="<key>"] of the row that has the focus, else of
 * the page; Enter on a row follows its [data-open]. Moving is done here, without asking the server, so it never lags.
 */
export function keys() {
  const rows = () => [...document.querySelectorAll('[data-row]')].filter(isShown);
  const current = () => document.activeElement?.closest('[data-row]');

  function move(step) {
    const all = rows();
    if (all.length === 0) return false;
    const at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    return true;
  }

  function click(key, shiftKey) {
    const name = `[data-key="${CSS.escape(key)}"]`;
    const inRow = [...(current()?.querySelectorAll(name) ?? [])];
    const onPage = [...document.querySelectorAll(name)].filter(element => !element.closest('[data-row]'));
    // With something selected the page's button means the selection; without, the row's means the row.
    const target = (document.querySelector('[data-has-selection]') ? [...onPage, ...inRow] : [...inRow, ...onPage]).find(usable);
    if (!target) return false;
    if (takesText(target)) target.focus();
    else target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey }));
    return true;
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (takesText(target) || dialogIsOpen()) return;
    const inRow = target.closest('[data-row]');
    let done;
    switch (event.key) {
      case 'j': done = move(1) || click('j'); break;
      case 'k': done = move(-1) || click('k'); break;
      case 'ArrowDown': done = inRow && move(1); break; // elsewhere arrows scroll
      case 'ArrowUp': done = inRow && move(-1); break;
      case 'Enter':
        if (target !== inRow) return;
        inRow.querySelector('[data-open]')?.click();
        done = true;
        break;
      default: done = /^[a-zX/?]$|^Escape$/.test(event.key) && click(event.key === 'X' ? 'x' : event.key, event.shiftKey);
    }
    if (done) event.preventDefault();
  }

  document.addEventListener('keydown', onKey);
  return { stop: () => document.removeEventListener('keydown', onKey) };
}

/**
 * Tells the server what is typed, once it pauses. As a stream: a message of the circuit may have 32 KB, a body may be longer.
 */
export function editor(area, owner, pauseMs) {
  let timer = null;
  let sending = Promise.resolve();
  const send = () => {
    clearTimeout(timer);
    timer = null;
    const text = new Blob([area.value]);
    sending = sending.then(() => owner.invokeMethodAsync('TextChanged', DotNet.createJSStreamReference(text))).catch(() => { });
  };
  const onInput = () => {
    clearTimeout(timer);
    timer = setTimeout(send, pauseMs);
  };
  area.addEventListener('input', onInput);
  return {
    set(text) {
      area.value = text;
      send();
      return sending;
    },
    flush() {
      if (timer !== null) send();
      return sending;
    },
    select(start) {
      area.focus();
      area.setSelectionRange(start, start);
    },
    stop() {
      clearTimeout(timer);
      area.removeEventListener('input', onInput);
    },
  };
}

export async function download(name, type, stream) {
  const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
