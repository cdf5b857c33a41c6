// <portal-chart>: draws the figures in its attributes, and says the values under the pointer or the arrow keys. It holds
// nothing that the attributes do not say, so Blazor may replace any of them at any time.
(() => {
  const svg = (name, attributes, ...children) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const count = value => Math.round(value).toLocaleString('en-US');
  const short = value => value > 0 && value < 10 && value !== Math.floor(value) ? value.toFixed(1) : count(value);
  const time = s => s === 0 ? '0' : s < .001 ? `${(s * 1000).toFixed(2)} ms` : s < .01 ? `${(s * 1000).toFixed(1)} ms`
    : s < 1 ? `${Math.round(s * 1000)} ms` : s < 10 ? `${s.toFixed(1)} s` : s < 60 ? `${Math.floor(s)} s`
    : s < 3600 ? `${Math.floor(s / 60)} min` : s < 86400 ? `${Math.floor(s / 3600)} h` : `${Math.floor(s / 86400)} d`;
  const words = {
    Count: short,
    PerSecond: value => `${value > 0 && value < 10 ? value.toFixed(1) : count(value)}/s`,
    PerMinute: value => `${short(value)}/min`,
    Seconds: time,
  };
  const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360].map(m => m * 60000);
  const day = 86400000, days = [1, 2, 5, 7, 14, 28, 61, 92].map(d => d * day);
  // What a time is called depends on how much of it is shown; always UTC.
  const date = at => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const tick = (at, span) => span > 2 * day ? date(at) : new Date(at).toISOString().slice(11, 16);
  const moment = (at, span) => span > 60 * day ? `${date(at)} ${new Date(at).getUTCFullYear()}`
    : `${span > day / 2 ? `${date(at)} ` : ''}${new Date(at).toISOString().slice(11, span > 2 * day ? 16 : 19)} UTC`;
  const box = { left: 52, right: 10, top: 8, bottom: 22 };

  // Four steps of a round size: the axis does not twitch with every sample, and where nothing happens there is one, too.
  function roundUp(value) {
    const magnitude = 10 ** Math.floor(Math.log10(value));
    const digit = value / magnitude;
    return magnitude * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  class PortalChart extends HTMLElement {
    static observedAttributes = ['data-values', 'data-end', 'data-names', 'data-unit', 'data-span', 'data-step', 'data-columns', 'data-least'];

    connectedCallback() {
      this.resized = new ResizeObserver(() => this.later());
      this.resized.observe(this);
      this.addEventListener('pointermove', event => this.point(event.clientX - this.getBoundingClientRect().left));
      this.addEventListener('pointerleave', () => this.choose(null));
      this.addEventListener('blur', () => this.choose(null));
      this.addEventListener('keydown', event => this.key(event));
      this.later();
    }

    disconnectedCallback() {
      this.resized?.disconnect();
    }

    attributeChangedCallback() {
      this.later();
    }

    // Several attributes change at once; a hidden page draws nothing.
    later() {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = null;
        if (this.isConnected) this.draw();
      });
    }

    read() {
      const { values = '', names = '', unit = 'Count', least = 4, span, step, end } = this.dataset;
      const series = values.split(';').map(one => one.split(' ').slice(0, -1).map(value => value === '' ? null : +value));
      return { series, names: names.split(';'), write: words[unit] ?? short, unit, least: +least, span: +span, step: +step, end: +end, length: series[0]?.length ?? 0 };
    }

    draw() {
      const width = this.clientWidth, height = this.clientHeight;
      if (width < 80 || height < 60) return;
      const data = this.data = this.read();
      const right = width - box.right, bottom = height - box.bottom;
      const peak = Math.max(0, ...data.series.flat().filter(value => value !== null));
      const stepY = roundUp(Math.max(data.least / 4, peak / 4)), top = stepY * 4;
      const x = this.x = at => box.left + (right - box.left) * (1 - (data.end - at) / data.span);
      const y = this.y = value => bottom - (bottom - box.top) * value / top;
      const picture = svg('svg', { width, height, 'aria-hidden': 'true', focusable: 'false' });
      for (let i = 0; i <= 4; i++) {
        picture.append(
          svg('line', { class: 'chart-grid', x1: box.left, x2: right, y1: y(i * stepY), y2: y(i * stepY) }),
          svg('text', { class: 'chart-tick', x: box.left - 8, y: y(i * stepY) + 4, 'text-anchor': 'end' }, data.write(i * stepY)));
      }
      const steps = data.span > 2 * day ? days : minutes;
      const every = steps.find(ms => ms / data.span * (right - box.left) >= 64) ?? steps.at(-1);
      for (let at = Math.ceil((data.end - data.span) / every) * every; at <= data.end; at += every) {
        if (x(at) < box.left + 16 || x(at) > right - 14) continue;
        picture.append(
          svg('line', { class: 'chart-notch', x1: x(at), x2: x(at), y1: bottom, y2: bottom + 4 }),
          svg('text', { class: 'chart-tick', x: x(at), y: height - 5, 'text-anchor': 'middle' }, tick(at, data.span)));
      }
      data.series.forEach((values, index) => picture.append(...(this.dataset.columns ? this.columns(values, index) : this.line(values, index))));
      this.cursor = svg('g', { class: 'chart-cursor' });
      picture.append(this.cursor);
      this.tip ??= Object.assign(document.createElement('div'), { className: 'chart-tip' });
      this.live ??= Object.assign(document.createElement('div'), { className: 'visually-hidden' });
      this.live.setAttribute('aria-live', 'polite');
      this.replaceChildren(picture, this.tip, this.live);
      if (this.chosen != null) this.show();
      else this.tip.hidden = true;
    }

    at(index) {
      return this.data.end - (this.data.length - 1 - index) * this.data.step;
    }

    line(values, index) {
      let path = '', area = '', open = null;
      values.forEach((value, i) => {
        if (value === null) {
          if (open !== null) area += `V${this.y(0)}H${open}Z`;
          open = null;
          return;
        }
        const px = this.x(this.at(i)).toFixed(1), py = this.y(value).toFixed(1);
        if (px < box.left) return;
        area += open === null ? `M${px} ${py}` : `L${px} ${py}`;
        path += open === null ? `M${px} ${py}h.1` : `L${px} ${py}`;
        open ??= px;
      });
      if (open !== null) area += `V${this.y(0)}H${open}Z`;
      const line = svg('path', { class: `chart-line chart-line-${index + 1}`, d: path });
      return index === 0 ? [svg('path', { class: 'chart-area', d: area }), line] : [line];
    }

    columns(values, index) {
      const wide = Math.max(1, (this.x(this.data.step) - this.x(0)) - 2);
      return values.map((value, i) => svg('rect', {
        class: `chart-column chart-column-${index + 1}`, width: wide, rx: 1, x: Math.max(box.left, this.x(this.at(i)) - wide), y: this.y(value ?? 0), height: this.y(0) - this.y(value ?? 0),
      }));
    }

    point(px) {
      if (!this.data || this.data.length === 0) return;
      const perStep = this.x(this.data.step) - this.x(0);
      const index = this.data.length - 1 - Math.round((this.x(this.data.end) - px) / perStep);
      this.choose(Math.max(0, Math.min(this.data.length - 1, index)));
    }

    key(event) {
      if (!this.data || this.data.length === 0) return;
      const last = this.data.length - 1, now = this.chosen ?? last, page = Math.ceil(this.data.length / 10);
      const to = { ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now - page, PageDown: now + page, Home: 0, End: last }[event.key];
      if (event.key === 'Escape') this.choose(null);
      if (to === undefined) return;
      event.preventDefault();
      this.choose(Math.max(0, Math.min(last, to)));
      this.live.textContent = this.text;
    }

    choose(index) {
      this.chosen = index;
      if (index != null) return this.show();
      this.cursor?.replaceChildren();
      if (this.tip) this.tip.hidden = true;
    }

    show() {
      const index = this.chosen = Math.min(this.chosen, this.data.length - 1), px = this.x(this.at(index));
      if (index < 0) return;
      const marks = this.data.series.map((values, i) => ({ value: values[index], i })).filter(mark => mark.value !== null);
      this.cursor.replaceChildren(
        svg('line', { x1: px, x2: px, y1: box.top, y2: this.clientHeight - box.bottom }),
        ...marks.map(mark => svg('circle', { class: `chart-dot chart-dot-${mark.i + 1}`, cx: px, cy: this.y(mark.value), r: 4 })));
      const clock = moment(this.at(index), this.data.span);
      const lines = this.data.series.map((values, i) => `${this.data.names[i]}: ${values[index] == null ? 'none' : this.data.write(values[index])}`);
      this.text = `${clock}. ${lines.join('. ')}`;
      this.tip.replaceChildren(...[clock, ...lines].map(line => Object.assign(document.createElement('div'), { textContent: line })));
      this.tip.hidden = false;
      const room = this.clientWidth - this.tip.offsetWidth - 4;
      this.tip.style.left = `${Math.max(0, Math.min(room, px + 12 > room ? px - this.tip.offsetWidth - 12 : px + 12))}px`;
    }
  }

  customElements.define('portal-chart', PortalChart);
})();
