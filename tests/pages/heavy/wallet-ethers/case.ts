// A wallet site: PBKDF2 and secp256k1 in plain JavaScript, thousands of SHA-512 a wallet.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Ethereum wallets in two workers (ethers)',
  packages: ['ethers'],
  kind: 'wallet creation',
  host: 'bank.localhost',
  threads: 2,
  result: '0x9858EfFD ed3407e27b5a1444',
} satisfies HeavyCase;
