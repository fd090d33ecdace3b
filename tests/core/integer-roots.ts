// Test aid: roots of integers without floating point, for constants that are defined as fractions of roots.

/** Largest integer whose `power` is not above `value`. */
export function integerRoot(value: bigint, power: bigint): bigint {
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(value.toString(2).length / Number(power)) + 1);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The first `bits` bits behind the binary point of the root of a prime. */
export function rootFraction(prime: bigint, power: bigint, bits: bigint): bigint {
  return BigInt.asUintN(Number(bits), integerRoot(prime << (bits * power), power));
}
