// A KeePass vault: Argon2d, which some coins are mined with, and 32 MiB in each of two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Argon2d vault in two workers (argon2-browser)',
  packages: ['argon2-browser'],
  kind: 'argon2 login',
  host: 'bank.localhost',
  threads: 2,
  result: '4c26251ec718919cf8ba7aad6a109f00',
} satisfies HeavyCase;
