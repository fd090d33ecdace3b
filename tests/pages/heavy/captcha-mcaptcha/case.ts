// mCaptcha: a search for a SHA-256 in WebAssembly, which is what a miner does too.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Proof-of-work captcha (@mcaptcha/pow-wasm)',
  packages: ['@mcaptcha/pow-wasm'],
  kind: 'captcha',
  host: 'bank.localhost',
  threads: 2,
  result: 'nonce 236251',
} satisfies HeavyCase;
