// <portal-time datetime="…" words="ago|in|for">: says a time as seen from now, and keeps it up to date. Blazor gives it no content,
// so what it writes into itself is never in the way of a render.
(() => {
  // Of the server's clock, which wrote the times: a browser's may be an hour off. Less than some seconds is the way here.
  const told = +document.querySelector('meta[name=server-time]')?.content - Date.now();
  const skew = Math.abs(told) > 3000 ? told : 0;

  const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const duration = seconds => {
    const [size, unit] = units.find(([size]) => seconds >= size) ?? units.at(-1);
    return `${Math.floor(seconds / size).toLocaleString('en-US')} ${unit}`;
  };
  const write = {
    ago: age => age < 1 ? 'just now' : `${duration(age)} ago`,
    in: age => age > -1 ? 'now' : `in ${duration(-age)}`,
    for: age => duration(Math.abs(age)),
  };

  const shown = new Set();

  class PortalTime extends HTMLElement {
    static observedAttributes = ['datetime', 'words'];

    connectedCallback() {
      shown.add(this);
      this.say();
    }

    disconnectedCallback() {
      shown.delete(this);
    }

    attributeChangedCallback() {
      this.at = Date.parse(this.getAttribute('datetime') ?? '');
      const exact = Number.isNaN(this.at) ? '' : new Date(this.at).toISOString().replace('T', ' ').replace('Z', ' UTC');
      this.title = this.getAttribute('words') === 'for' ? `Since ${exact}` : exact;
      if (this.isConnected) this.say();
    }

    say() {
      const age = (Date.now() + skew - this.at) / 1000;
      const words = Number.isNaN(age) ? '' : (write[this.getAttribute('words')] ?? write.ago)(age);
      if (this.textContent !== words) this.textContent = words;
    }
  }

  customElements.define('portal-time', PortalTime);
  const sayAll = () => {
    if (!document.hidden) for (const one of shown) one.say();
  };
  setInterval(sayAll, 1000);
  document.addEventListener('visibilitychange', sayAll);
})();
