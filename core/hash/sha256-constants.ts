// The numbers that SHA-256 is built from, by their definition. The hash needs them to run, and the constant search
// needs them to recognise a module that carries the hash. They are computed at first use, never at load.
// FIPS 180-4, 4.2.2 and 5.3.3.

/** First 32 bits of the fractional parts of the square roots of the first 8 primes: the start value. */
export function sha256Start(): number[] {
  return primes(8).map((prime) => fractionWord(Math.sqrt(prime)));
}

/** The same of the cube roots of the first 64 primes: the round constants. */
export function sha256Rounds(): number[] {
  return primes(64).map((prime) => fractionWord(Math.cbrt(prime)));
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++)
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** First 32 bits behind the binary point. A double has 17 bits more: tests hold all words against exact roots. */
function fractionWord(value: number): number {
  return Math.floor((value % 1) * 2 ** 32);
}
