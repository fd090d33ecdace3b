// The statement to prove, in the file formats of circom: "I know a number that gives this one when it is squared 120
// times". It knows only the formats.
const squarings = 120;
/** Two to this power is the least that has room for the squarings. */
export const circuitPower = 7;
const fieldBytes = 32;
/** Numbers of the wires: 0 is always one, 1 the public end of the chain, then the secret and all steps. */
const wires = squarings + 2;
const wireOf = (step) => (step === squarings ? 1 : step + 2);

class Writer {
  #bytes = [];
  u32(...values) {
    for (const value of values) this.number(BigInt(value), 4);
    return this;
  }
  number(value, length = fieldBytes) {
    for (let at = 0; at < length; at += 1)
      this.#bytes.push(Number((value >> BigInt(8 * at)) & 255n));
    return this;
  }
  get bytes() {
    return Uint8Array.from(this.#bytes);
  }
}

/** `magic`, version and the sections, each with its type and its length. */
function file(magic, version, sections) {
  const head = new Writer().u32(version, sections.length).bytes;
  const parts = sections.flatMap(([type, { bytes }]) => [
    new Writer().u32(type).number(BigInt(bytes.length), 8).bytes,
    bytes,
  ]);
  const all = [new TextEncoder().encode(magic), head, ...parts];
  return Uint8Array.from(all.flatMap((part) => Array.from(part)));
}

export function circuitFile(prime) {
  const header = new Writer().u32(fieldBytes).number(prime).u32(wires, 1, 0, 1);
  header.number(BigInt(wires), 8).u32(squarings);
  const constraints = new Writer();
  const term = (wire) => constraints.u32(1, wire).number(1n);
  for (let step = 0; step < squarings; step += 1) {
    term(wireOf(step));
    term(wireOf(step));
    term(wireOf(step + 1));
  }
  const labels = new Writer();
  for (let wire = 0; wire < wires; wire += 1) labels.number(BigInt(wire), 8);
  return file('r1cs', 1, [
    [1, header],
    [2, constraints],
    [3, labels],
  ]);
}

export function witnessFile(prime) {
  const values = [1n];
  let value = 1234567890123456789n;
  for (let step = 0; step <= squarings; step += 1) {
    values[wireOf(step)] = value;
    value = (value * value) % prime;
  }
  const header = new Writer().u32(fieldBytes).number(prime).u32(wires);
  const numbers = new Writer();
  for (const number of values) numbers.number(number);
  return file('wtns', 2, [
    [1, header],
    [2, numbers],
  ]);
}
