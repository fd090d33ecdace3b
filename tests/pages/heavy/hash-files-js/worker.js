// Three digests of two megabytes; the start of each is the result.
import '/site/heavy.js';
import { blake2b } from '/npm/@noble/hashes/blake2.js';
import { sha256 } from '/npm/@noble/hashes/sha2.js';
import { keccak_256 } from '/npm/@noble/hashes/sha3.js';
import { bytesToHex } from '/npm/@noble/hashes/utils.js';

const file = heavy.bytes(2 * 1024 * 1024, 14);

heavy.serve(
  () => () =>
    [sha256, blake2b, keccak_256].map((hash) => bytesToHex(hash(file)).slice(0, 16)).join(' '),
);
