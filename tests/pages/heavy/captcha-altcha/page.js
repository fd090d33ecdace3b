// Makes a captcha, solves it with two workers and checks the solution; the counter that was hidden is the result.
import {
  createChallenge,
  solveChallengeWorkers,
  verifySolution,
} from '/npm/altcha-lib/dist/esm/v2/index.js';
import { deriveKey } from '/npm/altcha-lib/dist/esm/v2/algorithms/web/pbkdf2.js';

const hmacSignatureSecret = 'secret of the demo';
const options = { algorithm: 'PBKDF2/SHA-256', cost: 5000, counter: 400, deriveKey };

heavy.run(() => async () => {
  const challenge = await createChallenge({ ...options, hmacSignatureSecret });
  const solution = await solveChallengeWorkers({
    challenge,
    concurrency: 2,
    createWorker: () => new Worker('worker.js', { type: 'module' }),
  });
  const check = { challenge, solution, deriveKey, hmacSignatureSecret };
  const { verified } = await verifySolution(check);
  return `counter ${solution.counter} ${verified ? 'verified' : 'wrong'}`;
});
