// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

// Charts over time in plain SVG, for the live page and the load run's report.
// chart(figure, { title, hint, unit, series: [{ key, label, color, kind }], limit }) returns a function that draws
// points: [{ x: seconds, [key]: number }]. kind is line, area or stack.
const WeirCharts = (() => {
  const NS = 'http://www.w3.org/2000/svg';
  const MARGIN = { top: 8, right: 4, bottom: 18, left: 50 };
  const HEIGHT = 150;

  const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

  const units = {
    bytes(value) {
      if (value < 1024) return `${grouped.format(value)} B`;
      const power = Math.min(4, Math.floor(Math.log2(value) / 10));
      return `${short.format(value / 1024 ** power)} ${['B', 'KB', 'MB', 'GB', 'TB'][power]}`;
    },
    bytesPerSecond: (value) => `${units.bytes(value)}/s`,
    perSecond: (value) => `${value < 10 ? short.format(value) : grouped.format(value)}/s`,
    count: (value) => grouped.format(value),
    millis: (value) => value >= 1000 ? `${short.format(value / 1000)} s` : `${value < 10 ? short.format(value) : grouped.format(value)} ms`,
  };

  function svg(name, attributes, parent) {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent?.append(element);
    return element;
  }

  function html(name, className, text, parent) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    parent?.append(element);
    return element;
  }

  // The least round number that is not below the value; in powers of two for bytes.
  function ceiling(value, unit) {
    if (value <= 0) return unit.startsWith('bytes') ? 1024 : 1;
    const base = unit.startsWith('bytes') ? 1024 ** Math.floor(Math.log2(value) / 10) : 1;
    const scale = 10 ** Math.floor(Math.log10(value / base));
    return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * scale * base).find((step) => step >= value * 0.999) ?? value;
  }

  function stacked(points, series) {
    return points.map((point) => {
      let sum = 0;
      const tops = { x: point.x, bottom: {} };
      for (const { key, kind } of series) {
        tops.bottom[key] = kind === 'stack' ? sum : 0;
        if (kind === 'stack') sum += point[key] ?? 0;
        tops[key] = kind === 'stack' ? sum : point[key];
      }
      return tops;
    });
  }

  function clock(seconds) {
    const total = Math.round(seconds);
    return total >= 120 || total <= -120 ? `${Math.trunc(total / 60)} min` : `${total} s`;
  }

  function chart(figure, options) {
    const { title, hint, unit, series, limit } = options;
    const format = units[unit];
    figure.classList.add('chart');
    figure.replaceChildren();
    const caption = html('figcaption', '', undefined, figure);
    html('h3', '', title, caption);
    if (hint) html('p', 'hint', hint, caption);
    const legend = html('ul', 'legend', undefined, caption);
    const values = series.map(({ label, color }) => {
      const item = html('li', '', undefined, legend);
      item.style.setProperty('--series', `var(--${color})`);
      html('span', 'swatch', undefined, item);
      html('span', '', label, item);
      return html('b', '', '–', item);
    });
    const plot = svg('svg', { role: 'img', height: HEIGHT, 'aria-label': title }, figure);
    const tip = html('div', 'tip', undefined, figure);
    let points = [];
    let hover = null;

    function draw() {
      const width = Math.max(160, plot.clientWidth || figure.clientWidth);
      const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
      plot.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
      plot.replaceChildren();
      const tops = stacked(points, series);
      const bound = typeof limit?.value === 'function' ? limit.value() : limit?.value;
      const highest = Math.max(0, ...tops.flatMap((top) => series.map(({ key }) => top[key] ?? 0)));
      const max = ceiling(Math.max(highest, bound && highest > bound / 8 ? bound : 0) * 1.05, unit);
      const from = options.from?.() ?? points[0]?.x ?? 0;
      const to = Math.max(options.to?.() ?? points.at(-1)?.x ?? 1, from + 1);
      const x = (value) => MARGIN.left + (value - from) / (to - from) * inner.width;
      const y = (value) => MARGIN.top + inner.height - Math.min(value, max) / max * inner.height;

      for (const share of [0, 0.5, 1]) {
        svg('line', { class: 'grid', x1: MARGIN.left, x2: width - MARGIN.right, y1: y(max * share), y2: y(max * share) }, plot);
        svg('text', { class: 'axis', x: MARGIN.left - 6, y: y(max * share) + 4, 'text-anchor': 'end' }, plot).textContent =
          share === 0 ? '0' : format(max * share).replace('/s', '');
      }
      for (const [value, anchor] of [[from, 'start'], [(from + to) / 2, 'middle'], [to, 'end']]) {
        svg('text', { class: 'axis', x: x(value), y: HEIGHT - 3, 'text-anchor': anchor }, plot).textContent =
          options.relative && value === to ? 'now' : clock(options.relative ? value - to : value);
      }
      if (bound && bound <= max) {
        svg('line', { class: 'limit', x1: MARGIN.left, x2: width - MARGIN.right, y1: y(bound), y2: y(bound) }, plot);
        svg('text', { class: 'axis limit-label', x: width - MARGIN.right, y: y(bound) - 4, 'text-anchor': 'end' }, plot)
          .textContent = `${limit.label} ${format(bound)}`;
      }
      for (const { key, label, color, kind } of [...series].reverse()) {
        const known = tops.filter((top) => top[key] !== undefined && top[key] !== null);
        if (known.length === 0) continue;
        const at = (top, value) => `${x(top.x).toFixed(1)} ${y(value).toFixed(1)}`;
        const path = `M${known.map((top) => at(top, top[key])).join('L')}`;
        const group = svg('g', { style: `--series: var(--${color})`, 'data-series': label }, plot);
        if (kind !== 'line') {
          const back = [...known].reverse().map((top) => at(top, top.bottom[key])).join('L');
          svg('path', { class: kind, d: `${path}L${back}Z` }, group);
        }
        svg('path', { class: 'line', d: path }, group);
        if (options.relative) svg('circle', { class: 'head', cx: x(known.at(-1).x), cy: y(known.at(-1)[key]), r: 2.5 }, group);
      }
      if (options.mark) {
        const at = x(options.mark.x);
        svg('line', { class: 'limit', x1: at, x2: at, y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom }, plot);
        svg('text', { class: 'axis limit-label', x: at + 5, y: HEIGHT - MARGIN.bottom - 6 }, plot).textContent = options.mark.label;
      }
      const shown = hover === null ? points.at(-1) : nearest(from + (hover - MARGIN.left) / inner.width * (to - from));
      series.forEach(({ key }, i) => { values[i].textContent = shown?.[key] === undefined ? '–' : format(shown[key]); });
      tip.hidden = hover === null || !shown;
      if (!tip.hidden) {
        svg('line', { class: 'cross', x1: x(shown.x), x2: x(shown.x), y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom }, plot);
        tip.textContent = options.relative ? `${clock(to - shown.x)} ago` : `at ${clock(shown.x)}`;
        tip.style.left = `${x(shown.x)}px`;
      }
      plot.setAttribute('aria-label', `${title}: ${series.map(({ label }, i) => `${label} ${values[i].textContent}`).join(', ')}`);
    }

    function nearest(second) {
      return points.reduce((best, point) => !best || Math.abs(point.x - second) < Math.abs(best.x - second) ? point : best, null);
    }

    plot.addEventListener('pointermove', (event) => { hover = event.offsetX; draw(); });
    plot.addEventListener('pointerleave', () => { hover = null; draw(); });
    new ResizeObserver(draw).observe(figure);
    return (next) => { points = next; draw(); };
  }

  return { chart, units };
})();
