// A wallet carries the whole CryptoNight for its key derivation: suspected at most, never refused.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Monero wallet from seed words (monero-ts)',
  host: 'bank.localhost',
  expect: {
    level: 'suspected',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result:
      '588dC19aC3bVRymnCrCVnsacZAmpZvbgfcKyTckWsi7hgS7MPkS64MMeG4yXjdeEqJay23dwW42H4garDnEY1mxSV8hwwgp',
  },
} satisfies PageCase;
