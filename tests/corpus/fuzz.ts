// Damages small real modules and asks the judge, for `npm run fuzz` and for a short run in the tests. An input is made of
// a seed and its number alone. What an input may do: be refused with an offset. What is a finding: anything else.
import fc from 'fast-check';
import { judgeModule, ModuleJudge, type ModuleJudgement } from '../../core/engine.ts';
import { DEFAULT_BUDGET, type Budget } from '../../core/wasm/limits.ts';

export interface Finding {
  readonly kind: string;
  readonly detail: string;
}

/** One change of the bytes; positions are taken modulo what there is. */
interface Edit {
  readonly kind:
    | 'flip'
    | 'byte'
    | 'truncate'
    | 'splice'
    | 'pad-leb'
    | 'pad-size'
    | 'swap-sections'
    | 'repeat'
    | 'remove'
    | 'custom';
  readonly at: number;
  readonly other: number;
  readonly length: number;
}

export interface Plan {
  readonly module: number;
  readonly donor: number;
  readonly edits: readonly Edit[];
  /** Not null: this code in a module of its own, without any edit. */
  readonly soup: readonly number[] | null;
  /** Where the input is cut for the second reading, and for the prefix. */
  readonly cuts: readonly number[];
}

/** A section with its header. */
interface Section {
  readonly start: number;
  /** Where its size is written, and where its content begins. */
  readonly sizeAt: number;
  readonly contentAt: number;
  readonly end: number;
}

const place = fc.nat(0x7fffffff);
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(
    ...(['flip', 'flip', 'flip', 'byte', 'byte', 'truncate', 'splice', 'pad-leb'] as const),
    ...(['pad-size', 'swap-sections', 'repeat', 'remove', 'custom'] as const),
  ),
  at: place,
  other: place,
  length: fc.integer({ min: 1, max: 64 }),
});
/** Opcodes that open, close, count or carry a long immediate are over-represented. */
const opcode = fc.oneof(
  fc.constantFrom(
    0x02,
    0x03,
    0x0b,
    0x0e,
    0x10,
    0x1c,
    0x1f,
    0x28,
    0x41,
    0x42,
    0x63,
    0x77,
    0xfb,
    0xfd,
  ),
  fc.nat(255),
);
const plan: fc.Arbitrary<Plan> = fc.record({
  module: place,
  donor: place,
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  soup: fc.oneof(
    { weight: 7, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.array(opcode, { maxLength: 120 }) },
  ),
  cuts: fc.array(place, { minLength: 1, maxLength: 4 }),
});

/** Plans are made in batches, each from a seed of its own: the same numbers give the same plans. */
const BATCH = 500;

/** The plans `from` to `to` of a seed. */
export function* plans(seed: number, from: number, to: number): Generator<Plan> {
  for (let index = from - (from % BATCH); index < to; index += BATCH) {
    const batch = fc.sample(plan, { seed: (seed + index) | 0, numRuns: BATCH });
    for (const [i, one] of batch.entries()) if (index + i >= from && index + i < to) yield one;
  }
}

/** The bytes that a plan makes of the modules. */
export function inputOf(
  { module, donor, edits, soup }: Plan,
  seeds: readonly Uint8Array[],
): Uint8Array {
  if (soup !== null) return soupModule(soup);
  let bytes = chosen(seeds, module);
  for (const one of edits) bytes = edited(bytes, one, chosen(seeds, donor));
  return bytes;
}

function chosen(list: readonly Uint8Array[], place: number): Uint8Array {
  const found = list[place % list.length];
  if (found === undefined) throw new Error('there are no modules to damage');
  return found;
}

function edited(
  bytes: Uint8Array,
  { kind, at, other, length }: Edit,
  donor: Uint8Array,
): Uint8Array {
  const p = bytes.length === 0 ? 0 : at % bytes.length;
  const q = Math.min(p + length, bytes.length);
  switch (kind) {
    case 'flip':
      return joined(
        bytes.subarray(0, p),
        [(bytes[p] ?? 0) ^ (1 << (other & 7))],
        bytes.subarray(p + 1),
      );
    case 'byte':
      return joined(bytes.subarray(0, p), [other & 255], bytes.subarray(p + 1));
    case 'truncate':
      return bytes.subarray(0, p);
    case 'splice': {
      const from = other % donor.length;
      return joined(bytes.subarray(0, p), donor.subarray(from, from + length), bytes.subarray(q));
    }
    case 'pad-leb':
      return joined(bytes.subarray(0, p), [(bytes[p] ?? 0) | 0x80, 0], bytes.subarray(p + 1));
    case 'repeat':
      return joined(bytes.subarray(0, q), bytes.subarray(p));
    case 'remove':
      return joined(bytes.subarray(0, p), bytes.subarray(q));
    default:
      return rearranged(bytes, kind, at, other);
  }
}

/** Edits between sections; most of them leave the module valid. */
function rearranged(bytes: Uint8Array, kind: string, at: number, other: number): Uint8Array {
  const sections = sectionsOf(bytes);
  const one = sections[at % sections.length];
  const two = sections[other % sections.length];
  if (!one || !two) return bytes;
  if (kind === 'custom') {
    const custom = [0, 4, 2, other & 127, at & 127, other & 255];
    return joined(bytes.subarray(0, one.start), custom, bytes.subarray(one.start));
  }
  if (kind === 'pad-size') {
    const size = bytes.slice(one.sizeAt, one.contentAt);
    if (size.length === 5) return bytes;
    const last = size.length - 1;
    size[last] = (size[last] ?? 0) | 0x80;
    return joined(bytes.subarray(0, one.sizeAt), size, [0], bytes.subarray(one.contentAt));
  }
  const [a, b] = one.start < two.start ? [one, two] : [two, one];
  if (a.end > b.start) return bytes;
  return joined(
    bytes.subarray(0, a.start),
    bytes.subarray(b.start, b.end),
    bytes.subarray(a.end, b.start),
    bytes.subarray(a.start, a.end),
    bytes.subarray(b.end),
  );
}

/** The sections as far as they are whole, read on our own: the parser is what is tested. */
export function sectionsOf(bytes: Uint8Array): Section[] {
  const found: Section[] = [];
  for (let start = 8; start < bytes.length;) {
    let size = 0;
    let at = start + 1;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    if (at + size > bytes.length) break;
    found.push({ start, sizeAt: start + 1, contentAt: at, end: at + size });
    start = at + size;
  }
  return found;
}

/** One function with this code, whether it makes sense or not: the sizes around it are right. */
function soupModule(code: readonly number[]): Uint8Array {
  const body = joined([0], code, [0x0b]);
  const size = [(body.length & 127) | 128, body.length >> 7];
  const inner = joined([1], size, body);
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0];
  return joined(head, [10, (inner.length & 127) | 128, inner.length >> 7], inner);
}

function joined(...pieces: readonly ArrayLike<number>[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** So small that parts of most inputs are only sampled. */
const SAMPLING_BUDGET: Budget = {
  ...DEFAULT_BUDGET,
  walkBytes: 1_000,
  denseBytes: 2_000,
  searchBytes: 200,
};

/** What the judge says must end so; its other errors are faults of ours. */
const FORMAT_ERROR = / \(at offset 0x[0-9a-f]+\)$/;

/** Reads an input in every way and says what is wrong with the answers, or null. */
export function findingOf(bytes: Uint8Array, cuts: readonly number[]): Finding | null {
  let whole: ModuleJudgement;
  try {
    whole = judgeModule(bytes, []);
    for (const budget of [DEFAULT_BUDGET, SAMPLING_BUDGET]) {
      const expected = budget === DEFAULT_BUDGET ? whole : judgeModule(bytes, [], budget);
      const pieces = inPieces(bytes, cuts, budget);
      if (JSON.stringify(pieces) !== JSON.stringify(expected))
        return {
          kind: 'chunks',
          detail: `${difference(expected, pieces)} when cut at ${cuts.join(' ')}`,
        };
    }
  } catch (error) {
    return { kind: 'threw', detail: String(error) };
  }
  if (whole.error !== null && !FORMAT_ERROR.test(whole.error.message))
    return { kind: 'fault', detail: whole.error.message };
  const odd = Object.entries(whole.features).find(
    ([, value]) => typeof value === 'number' && !(Number.isFinite(value) && value >= 0),
  );
  if (odd) return { kind: 'number', detail: `${odd[0]} is ${String(odd[1])}` };
  return WebAssembly.validate(bytes as BufferSource) ? findingOfValid(bytes, whole, cuts) : null;
}

function findingOfValid(
  bytes: Uint8Array,
  { error, truncatedAt }: ModuleJudgement,
  cuts: readonly number[],
): Finding | null {
  if (error !== null) return { kind: 'refused a valid module', detail: error.message };
  if (truncatedAt !== null) return { kind: 'stopped in a valid module', detail: `${truncatedAt}` };
  const ends = new Set([8, ...sectionsOf(bytes).map(({ end }) => end)]);
  for (const cut of cuts) {
    const length = cut % bytes.length;
    if (ends.has(length) || judgeModule(bytes.subarray(0, length), []).error !== null) continue;
    return { kind: 'took a cut module', detail: `the first ${length} of ${bytes.length} bytes` };
  }
  return null;
}

function inPieces(bytes: Uint8Array, cuts: readonly number[], budget: Budget): ModuleJudgement {
  const judge = new ModuleJudge([], budget);
  const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    judge.push(bytes.slice(from, to));
    from = to;
  }
  return judge.finish();
}

function difference(whole: ModuleJudgement, pieces: ModuleJudgement): string {
  const of = ({ features, error, truncatedAt }: ModuleJudgement): Record<string, unknown> => ({
    ...features,
    error: error?.message,
    truncatedAt,
  });
  const other = of(pieces);
  return Object.entries(of(whole))
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(other[name]))
    .map(
      ([name, value]) => `${name} is ${JSON.stringify(value)} but ${JSON.stringify(other[name])}`,
    )
    .join(', ');
}

/** The input with every stretch taken out that the finding does not need; `tries` bounds the work. */
export function smallest(
  bytes: Uint8Array,
  cuts: readonly number[],
  kind: string,
  tries = 3000,
): Uint8Array {
  let found = bytes;
  let left = tries;
  for (let length = bytes.length >> 1; length > 0 && left > 0; length >>= 1) {
    for (let at = 0; at + length <= found.length && left > 0; left--) {
      const less = joined(found.subarray(0, at), found.subarray(at + length));
      if (findingOf(less, cuts)?.kind === kind) found = less;
      else at += length;
    }
  }
  return found;
}
