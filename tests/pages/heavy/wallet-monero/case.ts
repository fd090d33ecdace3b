// A Monero wallet carries the whole CryptoNight, and this one restores wallet after wallet.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Monero wallets from seed words (monero-ts)',
  packages: ['monero-ts'],
  kind: 'wallet creation',
  host: 'bank.localhost',
  threads: 1,
  result:
    '588dC19aC3bVRymnCrCVnsacZAmpZvbgfcKyTckWsi7hgS7MPkS64MMeG4yXjdeEqJay23dwW42H4garDnEY1mxSV8hwwgp',
} satisfies HeavyCase;
