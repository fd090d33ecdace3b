// A wallet that looks for its used addresses: hundreds of keys from one public key, in plain JavaScript.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Search a wallet for used addresses (ethers)',
  packages: ['ethers'],
  kind: 'wallet scanning',
  host: 'bank.localhost',
  threads: 2,
  result: '0x472fDa58 7d6c2a5e893428c8',
} satisfies HeavyCase;
