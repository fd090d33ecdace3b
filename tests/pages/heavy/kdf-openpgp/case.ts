// Encrypted mail: OpenPGP with Argon2id for the password, the module built into the script.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Letters under a password (openpgp)',
  packages: ['openpgp'],
  kind: 'password KDF',
  host: 'bank.localhost',
  threads: 1,
  result: '115203 15f08f00808a0ee6',
} satisfies HeavyCase;
