// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

// What /actuator/prometheus tells, by the meters' own names.
class Meters {
  constructor(exposition) {
    this.time = performance.now() / 1000;
    this.samples = new Map();
    for (const line of exposition.split('\n')) {
      if (!line || line.startsWith('#')) continue;
      const [, name, labels, value] = /^([^{ ]+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
      if (!name) continue;
      if (!this.samples.has(name)) this.samples.set(name, []);
      this.samples.get(name).push({ labels: labels ?? '', value: Number(value) });
    }
  }

  // The sum of all samples of a meter with that label, 0 when there are none.
  sum(meter, label = '') {
    const base = meter.replaceAll('.', '_');
    return ['', '_bytes', '_total', '_bytes_total']
      .flatMap((suffix) => this.samples.get(base + suffix) ?? [])
      .filter((sample) => sample.labels.includes(label))
      .reduce((sum, sample) => sum + sample.value, 0);
  }

  // How fast a counter grew since an earlier look, per second.
  rate(earlier, meter, label = '') {
    return Math.max(0, this.sum(meter, label) - earlier.sum(meter, label)) / (this.time - earlier.time);
  }

  static async read() {
    const response = await fetch('actuator/prometheus', { cache: 'no-store' });
    if (!response.ok) throw new Error(`actuator/prometheus: ${response.status}`);
    return new Meters(await response.text());
  }
}
