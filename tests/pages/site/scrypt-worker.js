// One of several workers that hash scrypt. It waits for { job, firstNonce, pace }, takes newer jobs as they come, and posts
// { hashes } and { share }. It knows no pool: the page may have one.
import '/site/miner-core.js';
import { hash, paced } from '/site/scrypt-hash.js';

let current = null;

onmessage = ({ data: { job, firstNonce, pace } }) => {
  const idle = current === null;
  current = job;
  if (!idle) return;
  const pool = {
    job: () => current,
    submit: ({ job_id }, nonce, result) => postMessage({ share: { job_id, nonce, result } }),
  };
  demoMiner
    .mine({
      hash: pace ? paced(pace) : hash,
      pool,
      report: (message) => postMessage(message),
      firstNonce,
    })
    .catch((error) => {
      postMessage({ error: { name: error.name, message: error.message } });
    });
};
