// SHA-256 on the graphics processor, for a file: the same function as the miner's shader, without a header and a nonce.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Checksum in a WebGL shader (near miss)',
  host: 'bank.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
} satisfies PageCase;
