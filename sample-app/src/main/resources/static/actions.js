// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

// The buttons, and the keys 1 to 9.
const GIGABYTE = 1024 ** 3;
const MAX_HAPPENED = 30;

let lastPayment = null;

function tell(parts) {
  const list = byId('happened');
  list.querySelector('.note')?.remove();
  const item = element('li', 'fresh');
  for (const part of parts) item.append(part);
  list.prepend(item);
  while (list.children.length > MAX_HAPPENED) list.lastElementChild.remove();
}

const pill = (tone, text) => element('span', `pill ${tone}`, text);

function newPayment() {
  const cents = 100 + Math.floor(Math.random() * 99900);
  return {
    key: crypto.randomUUID(),
    body: { to: 'Ada Lovelace', amount: (cents / 100).toFixed(2), currency: 'EUR', card_number: '4111 1111 1111 1111' },
  };
}

function post({ key, body }) {
  return fetch('payments', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
}

async function pay(payment) {
  const response = await post(payment);
  const answer = await response.json();
  const replayed = response.headers.get('Idempotent-Replayed') === 'true';
  tell(replayed
    ? [pill('replayed', `${response.status} replayed`), `The same answer: payment ${answer.id.slice(0, 8)}, made once`]
    : [pill('executed', `${response.status} created`), `Payment ${answer.id.slice(0, 8)} of ${answer.amount} ${answer.currency}`]);
}

// The sample's own clients send: a browser opens six connections, and calls every 4xx an error on its console.
async function sendByServer(order) {
  const response = await fetch('live/clients', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ waiting: false, ...order }),
  });
  return (await response.json()).answers;
}

const names = {
  '201': ['executed', 'made'], '201 replayed': ['replayed', 'replayed'],
  '409': ['outstanding', '409, outstanding'], '422': ['reused', '422, key is already used'],
};

function tellAnswers(what, answers) {
  const pills = Object.entries(answers).map(([answer, count]) =>
    pill(names[answer]?.[0] ?? 'broken', `${units.count(count)} ${names[answer]?.[1] ?? answer}`));
  tell([what, document.createElement('br'), ...pills]);
}

async function transfer(what, run) {
  const bar = byId('transfer');
  bar.hidden = false;
  bar.value = 0;
  const start = performance.now();
  try {
    const note = await run((bytes) => { bar.value = bytes / GIGABYTE; });
    const seconds = (performance.now() - start) / 1000;
    tell([pill('executed', what), `1 GB in ${seconds.toFixed(1)} s, ${units.bytesPerSecond(GIGABYTE / seconds)}. ${note}`]);
  }
  finally {
    bar.hidden = true;
  }
}

// One megabyte, referred to a thousand times: the browser holds one megabyte.
function upload(progress) {
  const megabyte = new Blob([new Uint8Array(1024 * 1024)]);
  const body = new Blob(Array(1024).fill(megabyte));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', 'files');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => resolve(`SHA-256 ${request.response.sha256.slice(0, 16)}…, ${units.count(request.response.bytes)} bytes`);
    request.onerror = () => reject(new Error('The upload broke off'));
    request.send(body);
  });
}

async function download(progress) {
  const reader = (await fetch(`files/${GIGABYTE}`, { cache: 'no-store' })).body.getReader();
  let bytes = 0;
  for (let read; !(read = await reader.read()).done;) progress(bytes += read.value.length);
  return `${units.count(bytes)} bytes, none of them kept`;
}

let capture = null;

async function toggleBodies() {
  if (capture) {
    await fetch(`actuator/accesslog/${capture.id}`, { method: 'DELETE' });
    return endCapture('off');
  }
  const response = await fetch('actuator/accesslog', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ path: '/payments/**', request: 'always', response: 'always', duration: 'PT1M' }),
  });
  const { id } = await response.json();
  capture = { id, end: Date.now() + 60_000 };
  capture.timer = setInterval(() => {
    const left = Math.ceil((capture.end - Date.now()) / 1000);
    byId('bodies').textContent = `Bodies are logged, ${left} s left`;
    if (left <= 0) endCapture('off again by themselves');
  }, 250);
  byId('bodies').closest('button').ariaPressed = 'true';
  tell([pill('replayed', 'bodies on'), 'for /payments/**, one minute. Pay, and see them in the log; the card number is ***']);
  return undefined;
}

function endCapture(how) {
  clearInterval(capture.timer);
  capture = null;
  byId('bodies').textContent = 'Log bodies for a minute';
  byId('bodies').closest('button').ariaPressed = 'false';
  tell([pill('', 'bodies'), how]);
}

let traffic = null;

function toggleTraffic(button) {
  if (traffic) {
    clearInterval(traffic);
    traffic = null;
  }
  else {
    traffic = setInterval(async () => {
      const payment = newPayment();
      await (await post(payment)).arrayBuffer();
      if (Math.random() < 0.4) await (await post(payment)).arrayBuffer();
    }, 50);
  }
  button.ariaPressed = String(traffic !== null);
}

const actions = {
  pay: () => pay(lastPayment = newPayment()),
  async again() {
    if (!lastPayment) await actions.pay();
    await pay(lastPayment);
  },
  async other() {
    if (!lastPayment) await actions.pay();
    const amount = (Number(lastPayment.body.amount) + 1).toFixed(2);
    tellAnswers(`The same key, but ${amount} EUR`, await sendByServer({ key: lastPayment.key, amount, clients: 1 }));
  },
  storm: async () => tellAnswers('200 at once with one key', await sendByServer({ clients: 200 })),
  async wait() {
    tell([pill('outstanding', 'waiting'), 'One payment takes 3 s, 299 duplicates wait and hold no thread']);
    tellAnswers('300 at once, all wait for the first', await sendByServer({ clients: 300, waiting: true }));
  },
  upload: () => transfer('uploaded', upload),
  download: () => transfer('downloaded', download),
  bodies: toggleBodies,
  traffic: toggleTraffic,
};

async function act(button) {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  try {
    await actions[button.dataset.action](button);
  }
  catch (error) {
    tell([pill('broken', 'failed'), error.message]);
  }
  finally {
    button.ariaBusy = 'false';
    await readLog().catch(() => undefined);
  }
}

const buttons = [...document.querySelectorAll('button[data-action]')];
buttons.forEach((button) => button.addEventListener('click', () => act(button)));
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const button = buttons.find((each) => each.querySelector('kbd').textContent === event.key);
  if (button) {
    button.focus();
    act(button);
  }
});
