// Proves, twice at a time, that somebody knows the number behind a public one, and checks each proof; the public
// number and the check are the result. snarkjs starts its workers itself.
import { circuitFile, circuitPower, witnessFile } from './circuit.js';

/** The package reads and writes files; these stay in memory. */
const memoryFile = (data) => (data ? { type: 'mem', data } : { type: 'mem' });

/** The ceremony that makes the keys: done once, by one person here. */
async function makeKeys(curve) {
  const [start, shared, powers, key] = [1, 2, 3, 4].map(() => memoryFile());
  await snarkjs.powersOfTau.newAccumulator(curve, circuitPower, start);
  await snarkjs.powersOfTau.beacon(start, shared, 'demo', '0102030405060708090a0b0c0d0e0f10', 10);
  await snarkjs.powersOfTau.preparePhase2(shared, powers);
  await snarkjs.zKey.newZKey(memoryFile(circuitFile(curve.r)), powers, key);
  return key;
}

heavy.run(async () => {
  const curve = await snarkjs.curves.getCurveFromName('bn128');
  const key = await makeKeys(curve);
  const checkKey = await snarkjs.zKey.exportVerificationKey(key);
  const witness = witnessFile(curve.r);
  const prove = async () => {
    const { proof, publicSignals } = await snarkjs.groth16.prove(key, memoryFile(witness));
    const right = await snarkjs.groth16.verify(checkKey, publicSignals, proof);
    return `${await heavy.digest(publicSignals.join())} ${right ? 'proved' : 'wrong'}`;
  };
  return [prove, prove];
});
