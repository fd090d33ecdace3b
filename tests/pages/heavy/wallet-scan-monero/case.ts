// A wallet that prepares its subaddresses to find its payments: curve arithmetic in two workers that carry CryptoNight.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Subaddresses of two Monero wallets (monero-ts)',
  packages: ['monero-ts'],
  kind: 'wallet scanning',
  host: 'bank.localhost',
  threads: 2,
  result: '200 8adebb697dfa4d68',
} satisfies HeavyCase;
