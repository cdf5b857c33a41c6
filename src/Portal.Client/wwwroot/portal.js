// The theme, the skip link, and coming back after the connection was lost. Everything else is Blazor.
(() => {
  const root = document.documentElement;
  const systemDark = matchMedia('(prefers-color-scheme: dark)');

  const theme = {
    isDark: () => root.dataset.theme === 'auto' ? systemDark.matches : root.dataset.theme === 'dark',

    set(dark) {
      const name = dark ? 'dark' : 'light';
      const path = new URL(document.baseURI).pathname;
      const secure = location.protocol === 'https:' ? '; secure' : '';
      document.cookie = `portal-theme=${name}; path=${path}; max-age=31536000; samesite=lax${secure}`;
      const old = [...document.querySelectorAll('link[data-theme-sheet]')];
      const own = document.querySelector('link[href*="Portal.Client/portal"]');
      const sheets = new URL('_content/Radzen.Blazor/css/', document.baseURI);
      const suffix = dark ? 'standard-dark' : 'standard';
      // The old sheets stay until the new ones are there: no flash of an unstyled page.
      let waiting = 2;
      const loaded = () => {
        if (--waiting > 0) return;
        old.forEach(link => link.remove());
        root.dataset.theme = name;
        document.querySelector('meta[name=color-scheme]')?.setAttribute('content', name);
      };
      for (const part of ['base', 'wcag']) {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.dataset.themeSheet = name;
        link.href = new URL(`${suffix}-${part}.css`, sheets);
        link.onload = link.onerror = loaded;
        own.before(link);
      }
      return dark;
    },
  };

  // --- connection -------------------------------------------------------------------------------------------------

  const delays = [0, 500, 1000, 2000, 3000, 5000];
  let lost = null; // { wake } while the connection is down

  const sleep = (ms, loss) => new Promise(resolve => {
    loss.wake = resolve;
    setTimeout(resolve, ms);
  });

  const show = (text, visible = true) => {
    const dialog = document.getElementById('components-reconnect-modal');
    document.getElementById('connection-lost-text').textContent = text;
    dialog.hidden = !visible;
  };

  async function comeBack(loss) {
    for (let attempt = 0; lost === loss; attempt++) {
      await sleep(delays[Math.min(attempt, delays.length - 1)], loss);
      if (lost !== loss) return;
      // A hiccup of less than a second is not worth a word.
      if (attempt > 1) show('Trying to reconnect. What you see may be out of date.');
      try {
        if (await Blazor.reconnect()) return;
      } catch {
        continue; // the server does not answer yet
      }
      // It answers, but this page's circuit is gone: the server was restarted, or we were away for too long.
      show('The portal was restarted. Loading the page again.');
      location.reload();
      return;
    }
  }

  const reconnectionHandler = {
    onConnectionDown() {
      if (lost) return;
      lost = {};
      comeBack(lost);
    },
    onConnectionUp() {
      lost = null;
      show('Connected again.', false);
    },
  };

  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[data-reconnect-now]')) lost?.wake?.();
    if (target?.closest('[data-reload]')) {
      event.preventDefault();
      location.reload();
    }
    if (target?.closest('[data-skip]')) {
      // "#main" alone would resolve against <base> and leave the page.
      event.preventDefault();
      event.stopPropagation();
      document.getElementById('main')?.focus();
    }
  }, true);
  addEventListener('online', () => lost?.wake?.());
  document.addEventListener('visibilitychange', () => document.hidden || lost?.wake?.());

  window.portal = { theme };
  Blazor.start({ circuit: { reconnectionHandler } });
})();
