// What all heavy pages share: a clock, a loop that compares every round with the first, workers that answer one job
// after the other, and generated input that is the same in every run. A classic script, so that any page or worker
// can load it.
(() => {
  const seconds = Number(new URLSearchParams(self.location.search).get('seconds') ?? 10);
  let rounds = 0;
  let expected = null;

  /**
   * In a page: loads the program with `prepare`, then works until the time is over. `prepare` gives a unit of work, or
   * several that run side by side; a unit gives a short text, the same in every round.
   */
  function run(prepare) {
    demoPage.report({ rounds });
    demoPage.run(async () => {
      const units = [await prepare()].flat();
      const endMs = performance.now() + seconds * 1000;
      await Promise.all(units.map((unit) => repeat(unit, endMs)));
      return expected;
    });
  }

  async function repeat(unit, endMs) {
    do {
      const result = await unit();
      expected ??= result;
      rounds += 1;
      if (result !== expected) throw new Error(`round ${rounds}: ${result}, before: ${expected}`);
      demoPage.report({ rounds });
      await nextTask();
    } while (performance.now() < endMs);
  }

  /** Lets the page draw and answer, without the pause of a timer. */
  function nextTask() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }

  /** In a page: starts `count` workers that call `serve`. @returns a unit for each: one job, one answer */
  function workers(count, url, options) {
    return Promise.all(Array.from({ length: count }, () => lane(new Worker(url, options))));
  }

  async function lane(worker) {
    const next = () =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          if (data?.heavy === 'ready' || data?.heavy === 'done') resolve(data.result);
          if (data?.heavy === 'failed') reject(new Error(data.error));
        };
        worker.onerror = (event) => reject(new Error(event.message || 'the worker did not load'));
      });
    await next();
    return () => {
      const answer = next();
      worker.postMessage({ heavy: 'job' });
      return answer;
    };
  }

  /** In a worker: loads the program with `prepare`, then does the unit of work that it gives, once for each job. */
  async function serve(prepare) {
    try {
      const unit = await prepare();
      self.addEventListener('message', async ({ data }) => {
        if (data?.heavy !== 'job') return;
        try {
          self.postMessage({ heavy: 'done', result: await unit() });
        } catch (error) {
          fail(error);
        }
      });
      self.postMessage({ heavy: 'ready' });
    } catch (error) {
      fail(error);
    }
  }

  function fail(error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    self.postMessage({ heavy: 'failed', error: text });
  }

  /** @returns a function that gives numbers from 0 to below 1, always the same ones */
  function random(seed = 1) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  /** Bytes that a compressor can shrink to about a half. */
  function bytes(length, seed) {
    const next = random(seed);
    return Uint8Array.from({ length }, (_, index) => (index % 2 ? next() * 256 : index >> 10));
  }

  /** Words of a small vocabulary, about as compressible as prose. */
  function text(words, seed) {
    const next = random(seed);
    const syllables = ['ka', 'to', 'mi', 'ren', 'sol', 'u', 'gar', 'vel', 'in', 'pos'];
    const word = () =>
      Array.from({ length: 1 + next() * 3 }, () => syllables[Math.floor(next() * 10)]).join('');
    const vocabulary = Array.from({ length: 2000 }, word);
    return Array.from({ length: words }, () => vocabulary[Math.floor(next() ** 2 * 2000)]).join(
      ' ',
    );
  }

  /** A picture as canvas gives it: smooth shapes with some grain. `frame` moves the shapes. */
  function picture(width, height, frame = 0) {
    const next = random(frame + 1);
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0, at = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, at += 4) {
        const inside = (x - width / 2 - frame * 4) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2;
        data[at] = (x * 255) / width + next() * 12;
        data[at + 1] = inside ? 220 : (y * 255) / height;
        data[at + 2] = ((x >> 4) ^ (y >> 4)) & 1 ? 90 : 60 + next() * 12;
        data[at + 3] = 255;
      }
    }
    return { width, height, data, colorSpace: 'srgb' };
  }

  /** The first 16 digits of SHA-256: short enough to read in a case. */
  async function digest(input) {
    const source = typeof input === 'string' ? new TextEncoder().encode(input) : input;
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', source));
    return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  self.heavy = { run, workers, serve, random, bytes, text, picture, digest };
})();
