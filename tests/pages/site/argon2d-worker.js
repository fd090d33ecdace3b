// One of several workers that share a nonce range of Argon2d, 512 KiB (hash-wasm). It waits for { job, firstNonce,
// nonceStep }, takes newer jobs as they come, and posts { hashes } and { share }. It knows no pool: the page may have one.
importScripts('/npm/hash-wasm/dist/argon2.umd.min.js', '/site/miner-core.js');

const salt = new TextEncoder().encode('assay-demo-salt!');
let current = null;

function hash(inputHex) {
  return hashwasm.argon2d({
    password: inputHex,
    salt,
    iterations: 1,
    parallelism: 1,
    memorySize: 512,
    hashLength: 32,
  });
}

onmessage = ({ data: { job, firstNonce, nonceStep } }) => {
  const idle = current === null;
  current = job;
  if (!idle) return;
  const pool = {
    job: () => current,
    submit: ({ job_id }, nonce, result) => postMessage({ share: { job_id, nonce, result } }),
  };
  demoMiner
    .mine({ hash, pool, report: (message) => postMessage(message), firstNonce, nonceStep })
    .catch((error) => {
      postMessage({ error: { name: error.name, message: error.message } });
    });
};
