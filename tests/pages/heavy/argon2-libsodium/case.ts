// An end-to-end encrypted app: the key comes from a password, with scrypt and Argon2id of libsodium.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Encrypted notes in a worker (libsodium)',
  packages: ['libsodium-sumo', 'libsodium-wrappers-sumo'],
  kind: 'argon2 login',
  host: 'bank.localhost',
  threads: 1,
  result: '7f94f719385da209',
} satisfies HeavyCase;
