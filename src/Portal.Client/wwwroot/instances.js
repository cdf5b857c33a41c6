// The log's view: stays at the end while it is followed, and says when the person has scrolled away from it or back.
export function follow(view, page) {
  let atEnd = true;
  const toEnd = () => { view.scrollTop = view.scrollHeight; };
  const added = new MutationObserver(() => { if (atEnd) toEnd(); });
  added.observe(view, { childList: true, subtree: true, characterData: true });
  const scrolled = () => {
    const now = view.scrollHeight - view.scrollTop - view.clientHeight < 24;
    if (now === atEnd) return;
    atEnd = now;
    page.invokeMethodAsync('ScrolledAsync', atEnd);
  };
  view.addEventListener('scroll', scrolled, { passive: true });
  toEnd();
  return {
    toEnd() { atEnd = true; toEnd(); },
    dispose() { added.disconnect(); view.removeEventListener('scroll', scrolled); },
  };
}

export function timeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
}
