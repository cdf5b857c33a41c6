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

  // Not at once: a server that stops closes connections before it closes its door, and who comes back in that moment
  // keeps it from stopping.
  // Never longer than a second apart: who comes back is to be seen to within five.
  const delays = [700, 500, 500, 1000];
  let loss = null; // { wake } while the connection is down; a new one for every loss

  const show = (text, visible = true) => {
    document.getElementById('connection-lost-text').textContent = text;
    document.getElementById('components-reconnect-modal').hidden = !visible;
  };

  const sleep = (ms, mine) => new Promise(resolve => {
    mine.wake = resolve;
    setTimeout(resolve, ms);
  });

  // A server that is going down may take a connection and then never answer on it.
  const reconnect = () => Promise.race([
    Blazor.reconnect(),
    new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), 10000)),
  ]);

  async function answers() {
    try {
      const response = await fetch(location.href, { cache: 'no-store', redirect: 'manual' });
      return response.status < 500;
    } catch {
      return false;
    }
  }

  // Reloading while nobody answers would leave the browser's error page, which never comes back by itself.
  async function reload(mine) {
    show('The portal was restarted. Loading the page again.');
    for (let inARow = 0; inARow < 2;) {
      inARow = await answers() ? inARow + 1 : 0;
      await sleep(250, mine);
    }
    window.portalPlace.keep();
    location.reload();
  }

  async function comeBack(mine) {
    for (let attempt = 0; loss === mine; attempt++) {
      await sleep(delays[Math.min(attempt, delays.length - 1)], mine);
      if (loss !== mine) return;
      try {
        if (await reconnect()) {
          if (loss === mine) connected();
          return;
        }
      } catch {
        continue; // no answer yet
      }
      // It answers, but this page's circuit is gone: the server was restarted, or we were away for too long.
      if (loss === mine) await reload(mine);
      return;
    }
  }

  function connected() {
    loss = null;
    show('Connected again.', false);
  }

  const reconnectionHandler = {
    // Also called when a connection that was just made again is lost at once: the newest loss takes over.
    onConnectionDown() {
      const mine = loss = {};
      // A hiccup of less than a second is not worth a word.
      setTimeout(() => loss && show('Trying to reconnect. What you see may be out of date.'), 1000);
      comeBack(mine);
    },
    onConnectionUp: connected,
  };

  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[data-reconnect-now]')) loss?.wake?.();
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
  addEventListener('online', () => loss?.wake?.());
  document.addEventListener('visibilitychange', () => document.hidden || loss?.wake?.());

  // --- small services for pages ---------------------------------------------------------------------------------------

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text ?? location.href);
      return true;
    } catch {
      // Without TLS browsers have no clipboard, hence the old way.
      const field = Object.assign(document.createElement('textarea'), { value: text ?? location.href });
      field.style.cssText = 'position:fixed;opacity:0';
      document.body.append(field);
      field.select();
      const worked = document.execCommand('copy');
      field.remove();
      return worked;
    }
  }

  // Not away from a field of the page: who is in one by now has come further than the heading.
  function focusHeading() {
    const heading = document.querySelector('h1');
    if (!heading || document.querySelector('main :is(input, select, textarea):focus')) return;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  // A browser tells of a date as soon as there is one: at the first digit of the year, which is the year 2 then, and again at each of the
  // next. Nobody means those, and an answer to them would come in between the digits. On the window: Blazor listens at the document.
  addEventListener('change', event => {
    if (event.target.matches('input[type=date], input[type=datetime-local]') && event.target.value && event.target.value < '1000') event.stopPropagation();
  }, true);

  window.portal = { theme, copy, focusHeading };
  Blazor.start({ circuit: { reconnectionHandler } });
})();
