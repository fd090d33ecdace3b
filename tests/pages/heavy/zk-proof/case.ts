// A private login or vote: Groth16 over BN128 in the data workers of the package, with modules built at run time.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Zero-knowledge proofs with threads (snarkjs)',
  packages: ['snarkjs'],
  kind: 'zk proof',
  host: 'bank.localhost',
  threads: 3,
  result: 'b4f844ced7e4e9d5 proved',
} satisfies HeavyCase;
