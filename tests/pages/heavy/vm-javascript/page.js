// Runs a sieve in the sandbox; the count of primes is the result.
import variant from '/npm/@jitl/quickjs-wasmfile-release-sync/dist/index.mjs';
import { newQuickJSWASMModuleFromVariant } from '/npm/quickjs-emscripten-core/dist/index.mjs';

const script = `
  const isPrime = new Array(300000).fill(true);
  let primes = 0;
  for (let number = 2; number < isPrime.length; number += 1) {
    if (!isPrime[number]) continue;
    primes += 1;
    for (let other = number * 2; other < isPrime.length; other += number) isPrime[other] = false;
  }
  primes`;

heavy.run(async () => {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  return () => `${quickjs.evalCode(script)} primes`;
});
