// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

// The charts, the totals and the log: one look a second.
const WINDOW_SECONDS = 90;
const KEPT_ENTRIES = 60;
const { chart, units } = WeirCharts;
const byId = (id) => document.getElementById(id);

const points = [];
const relative = { relative: true, to: () => points.at(-1)?.x ?? 0, from: () => (points.at(-1)?.x ?? 0) - WINDOW_SECONDS };
let bodyLimit = 16 * 1024 * 1024;

const charts = [
  { title: 'Payments by outcome', unit: 'perSecond', hint: 'A key runs its handler once; the rest is replayed or refused.', series: [
    { key: 'executed', label: 'executed', color: 'teal', kind: 'stack' },
    { key: 'replayed', label: 'replayed', color: 'blue', kind: 'stack' },
    { key: 'outstanding', label: 'outstanding', color: 'amber', kind: 'stack' },
    { key: 'reused', label: 'reused', color: 'rose', kind: 'stack' }] },
  { title: 'Heap', unit: 'bytes', hint: 'After GC is what is really held.', limit: { label: '-Xmx', value: () => points.at(-1)?.heapMax }, series: [
    { key: 'afterGc', label: 'after GC', color: 'violet', kind: 'area' },
    { key: 'heap', label: 'in use', color: 'slate', kind: 'line' }] },
  { title: 'Bytes in and out', unit: 'bytesPerSecond', hint: 'Counted as they pass, never held.', series: [
    { key: 'received', label: 'in', color: 'blue', kind: 'area' },
    { key: 'sent', label: 'out', color: 'teal', kind: 'area' }] },
  { title: 'Locks and waiting', unit: 'count', hint: 'Both go back to zero, always.', series: [
    { key: 'locks', label: 'lock entries', color: 'violet', kind: 'area' },
    { key: 'waiting', label: 'waiting duplicates', color: 'amber', kind: 'area' }] },
  { title: 'Bodies kept for the log', unit: 'bytes', hint: 'Only when asked for, and under the limit.', limit: { label: 'limit', value: () => bodyLimit }, series: [
    { key: 'kept', label: 'kept now', color: 'rose', kind: 'area' }] },
  { title: 'Log queue and drops', unit: 'count', hint: 'Entries wait here; a full queue drops, and counts.', series: [
    { key: 'queued', label: 'queued', color: 'blue', kind: 'area' },
    { key: 'dropped', label: 'dropped', color: 'rose', kind: 'line' }] },
].map((options) => {
  const figure = document.createElement('figure');
  figure.className = 'panel';
  byId('charts').append(figure);
  return chart(figure, { ...options, ...relative });
});

const tiles = Object.fromEntries([
  ['payments', 'payments made'], ['replays', 'replayed answers'], ['entries', 'log entries'],
  ['heap', 'heap after GC'], ['records', 'records kept'], ['lost', 'entries dropped'],
].map(([name, label]) => {
  const tile = document.createElement('div');
  tile.className = 'tile';
  tile.innerHTML = `<span>${label}</span><b id="tile-${name}">–</b>`;
  byId('tiles').append(tile);
  return [name, tile.querySelector('b')];
}));

let last = null;

async function look() {
  const now = await Meters.read();
  const outcome = (name) => `outcome="${name}"`;
  const requests = 'weir.idempotency.requests';
  const log = 'weir.access.log';
  if (last) {
    points.push({
      x: now.time,
      ...Object.fromEntries(['executed', 'replayed', 'outstanding', 'reused']
        .map((name) => [name, now.rate(last, requests, outcome(name))])),
      heap: now.sum('jvm.memory.used', 'area="heap"'),
      heapMax: now.sum('jvm.memory.max', 'id="G1 Old Gen"') || now.sum('jvm.memory.max', 'id="Tenured Gen"'),
      afterGc: now.sum('sample.heap.after.gc'),
      received: now.rate(last, `${log}.bytes`, 'direction="received"'),
      sent: now.rate(last, `${log}.bytes`, 'direction="sent"'),
      locks: now.sum('weir.idempotency.locks'),
      waiting: now.sum('weir.idempotency.waiting'),
      kept: now.sum(`${log}.body.memory`),
      queued: now.sum(`${log}.queue.size`),
      dropped: now.sum(`${log}.entries`, 'result="dropped"'),
    });
    while (points[0].x < now.time - WINDOW_SECONDS - 2) points.shift();
    charts.forEach((draw) => draw(points));
  }
  tiles.payments.textContent = units.count(now.sum(requests, outcome('executed')));
  tiles.replays.textContent = units.count(now.sum(requests, outcome('replayed')));
  tiles.entries.textContent = units.count(now.sum(`${log}.entries`, 'result="written"'));
  tiles.heap.textContent = units.bytes(now.sum('sample.heap.after.gc'));
  tiles.records.textContent = units.bytes(now.sum('weir.idempotency.memory.size'));
  tiles.lost.textContent = units.count(now.sum(`${log}.entries`, 'result="dropped"'));
  last = now;
}

let lastEntry = 0;

let reading = Promise.resolve();

function readLog() {
  reading = reading.catch(() => undefined).then(readEntries);
  return reading;
}

async function readEntries() {
  const response = await fetch(`live/entries?after=${lastEntry}`, { cache: 'no-store' });
  const entries = await response.json();
  for (const entry of entries) byId('entries').prepend(row(entry));
  lastEntry = entries.at(-1)?.number ?? lastEntry;
  while (byId('entries').children.length > KEPT_ENTRIES) byId('entries').lastElementChild.remove();
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function row({ time, message, fields }) {
  const field = (otel, ecs) => fields[otel] ?? fields[ecs];
  const status = field('http.response.status_code');
  const replayed = JSON.stringify(field('http.response.headers') ?? '').toLowerCase().includes('idempotent-replayed');
  const tone = replayed ? 'replayed' : { 409: 'outstanding', 422: 'reused' }[status] ?? (status < 400 ? 'executed' : status >= 500 ? 'broken' : '');
  const entry = element('details', 'entry fresh');
  const summary = element('summary', '');
  summary.append(
    element('span', 'time', new Date(time).toTimeString().slice(0, 8)),
    element('span', 'method', field('http.request.method')),
    element('span', 'path', field('url.path')),
    element('span', `pill ${tone}`, status),
    replayed ? element('span', 'pill replayed', 'replayed') : fields['weir.aborted'] ? element('span', 'pill broken', 'hung up') : element('span', ''),
    element('span', 'millis', units.millis((fields['event.duration'] ?? 0) / 1e6)),
    element('span', 'bytes', units.bytes(field('http.request.body.size', 'http.request.body.bytes') ?? 0)),
    element('span', 'bytes', units.bytes(field('http.response.body.size', 'http.response.body.bytes') ?? 0)));
  entry.append(summary, element('pre', '', message));
  for (const [name, key] of [['answer', 'http.response.body.content'], ['request', 'http.request.body.content']]) {
    if (!fields[key]) continue;
    const body = element('div', 'bodies', ` ${fields[key]}`);
    body.prepend(element('b', '', name));
    summary.after(body);
    entry.open = true;
  }
  return entry;
}

async function refresh() {
  const [meters, log] = await Promise.allSettled([look(), readLog()]);
  const fine = meters.status === 'fulfilled' && log.status === 'fulfilled';
  byId('state').textContent = fine ? 'live' : 'no connection';
  byId('state').dataset.state = fine ? 'live' : 'lost';
}

(async () => {
  for (;;) {
    const next = new Promise((resolve) => setTimeout(resolve, 1000));
    await refresh();
    await next;
  }
})();
