// Test aid: builds wasm bytes by hand, for what wabt cannot write and for malformed modules.

/** Unsigned LEB128, shortest form. */
export function unsignedLeb(value: bigint | number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return bytes;
}

/** Signed LEB128, shortest form. */
export function signedLeb(value: bigint | number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

export const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00] as const;

export function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsignedLeb(content.length), ...content];
}

/** A code section with these bodies, each given as its locals and instructions. */
export function codeSection(bodies: readonly (readonly number[])[]): number[] {
  return section(10, [
    ...unsignedLeb(bodies.length),
    ...bodies.flatMap((body) => [...unsignedLeb(body.length), ...body]),
  ]);
}

/** Active segments at address 0 of memory 0. */
export function dataSection(segments: readonly (readonly number[])[]): number[] {
  const entries = segments.flatMap((bytes) => [
    0x00,
    0x41,
    0x00,
    0x0b,
    ...unsignedLeb(bytes.length),
    ...bytes,
  ]);
  return section(11, [...unsignedLeb(segments.length), ...entries]);
}

export function wasm(...sections: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from([...HEADER, ...sections.flat()]);
}
