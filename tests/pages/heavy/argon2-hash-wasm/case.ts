// A burst of logins: Argon2id with 64 MiB on the page itself.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Argon2id logins on the page (hash-wasm)',
  packages: ['hash-wasm'],
  kind: 'argon2 login',
  host: 'bank.localhost',
  threads: 1,
  result: 'dab98a875cefee9f50957d774f5e8ef4',
} satisfies HeavyCase;
