// The loop of a browser miner, for a page or any kind of worker: take a job from the pool, hash it with rising nonces,
// submit what is under the target. It counts real hashes and knows no pool but the one it is told. Loaded by <script>,
// importScripts or import; everything hangs on globalThis.demoMiner.
(() => {
  const nonceStart = 78; // in hex digits: bytes 39 to 42 of a CryptoNote block header
  const reportEveryMs = 200;

  const plain = { encode: JSON.stringify, decode: JSON.parse };

  /**
   * Resolves with { job(), submit(job, nonce, result) } at the first job; `onJob` gets every job. `wire` is how messages
   * become what travels, and back.
   */
  function connectPool({ url, algo, dialect = 'xmrig', onJob = () => {}, wire = plain }) {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const speak = dialect === 'xmrig' ? xmrig : coinHive;
    let current = null;
    return new Promise((resolve, reject) => {
      const { greeting, submission, jobIn } = speak(algo);
      const submit = (job, nonce, result) =>
        socket.send(wire.encode(submission(job, nonce, result)));
      socket.onopen = () => socket.send(wire.encode(greeting));
      socket.onerror = () => reject(new Error('the pool does not answer'));
      socket.onmessage = (event) => {
        const job = jobIn(wire.decode(event.data));
        if (job) onJob((current = job));
        if (current) resolve({ job: () => current, submit });
      };
    });
  }

  function xmrig(algo) {
    let session = '';
    let id = 1;
    return {
      greeting: {
        id: 1,
        jsonrpc: '2.0',
        method: 'login',
        params: { login: 'demo', pass: 'x', agent: 'demo/1.0', algo: [algo] },
      },
      submission: (job, nonce, result) => ({
        id: (id += 1),
        jsonrpc: '2.0',
        method: 'submit',
        params: { id: session, job_id: job.job_id, nonce, result },
      }),
      jobIn(message) {
        session = message.result?.id ?? session;
        return message.method === 'job' ? message.params : message.result?.job;
      },
    };
  }

  function coinHive(algo) {
    return {
      greeting: {
        type: 'auth',
        params: { site_key: 'demo', type: 'anonymous', user: null, goal: 0, algo: [algo] },
      },
      submission: (job, nonce, result) => ({
        type: 'submit',
        params: { job_id: job.job_id, nonce, result },
      }),
      jobIn: (message) => (message.type === 'job' ? message.params : null),
    };
  }

  /**
   * The real module of turtlecoin-crypto; resolves with cn_slow_hash_v0, rejects with the browser's CompileError.
   * With `wasmUrl` it is streamed from there, else the bytes embedded in the package's script are compiled.
   */
  function createCryptoNight({ wasmUrl } = {}) {
    return new Promise((resolve, reject) => {
      const streamed = (imports, done) => {
        WebAssembly.instantiateStreaming(fetch(wasmUrl), imports).then(
          ({ instance }) => done(instance),
          reject,
        );
        return {};
      };
      const glue = globalThis.TurtleCoinCrypto({
        ...(wasmUrl ? { instantiateWasm: streamed } : {}),
        print() {},
        printErr() {},
        onAbort: reject,
        onRuntimeInitialized() {
          // The glue runs this before its last step, and the object it returns is a thenable that never settles.
          setTimeout(() => {
            delete glue.then;
            resolve((inputHex) => glue.cn_slow_hash_v0(inputHex));
          });
        },
      });
    });
  }

  /** Hashes for ever. `nonceStep` and `firstNonce` share the nonces among several workers. */
  async function mine({ hash, pool, report, firstNonce = 0, nonceStep = 1 }) {
    let hashes = 0;
    let lastReportMs = -Infinity;
    for (let nonce = firstNonce; ; nonce += nonceStep) {
      const job = pool.job();
      const nonceHex = toHex32(nonce);
      const result = await hash(
        job.blob.slice(0, nonceStart) + nonceHex + job.blob.slice(nonceStart + 8),
      );
      hashes += 1;
      if (isShare(result, job.target)) pool.submit(job, nonceHex, result);
      const nowMs = performance.now();
      if (nowMs - lastReportMs < reportEveryMs) continue;
      lastReportMs = nowMs;
      report({ hashes });
      await new Promise((resolve) => setTimeout(resolve)); // let the pool's messages in
    }
  }

  /** A whole CryptoNight miner: module, pool, loop. Errors are reported as { error: { name, message } }. */
  async function startCryptoNight({ poolUrl, dialect, report, wasmUrl }) {
    try {
      const hash = await createCryptoNight({ wasmUrl });
      const pool = await connectPool({ url: poolUrl, algo: 'cn/0', dialect });
      await mine({ hash, pool, report });
    } catch (error) {
      report({ error: { name: error?.name ?? 'Error', message: error?.message ?? String(error) } });
    }
  }

  /** Runs a classic script in global scope where importScripts does not exist: in a module worker. */
  async function evaluateScript(url) {
    (0, eval)(await (await fetch(url)).text());
  }

  function toHex32(number) {
    return (number >>> 0).toString(16).padStart(8, '0');
  }

  function isShare(resultHex, targetHex) {
    return littleEndian32(resultHex.slice(-8)) < littleEndian32(targetHex);
  }

  function littleEndian32(hex) {
    return parseInt(hex.match(/../g).reverse().join(''), 16);
  }

  globalThis.demoMiner = { connectPool, createCryptoNight, evaluateScript, mine, startCryptoNight };
})();
