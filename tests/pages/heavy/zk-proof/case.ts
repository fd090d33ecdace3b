// A private login or vote: Groth16 over BN128 in the data workers of the package, with modules built at run time.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Zero-knowledge proofs with threads (snarkjs)',
  packages: ['snarkjs'],
  kind: 'zk proof',
  host: 'bank.localhost',
  threads: 3,
  result: '9e320fbeaf029597 proved',
} satisfies HeavyCase;
