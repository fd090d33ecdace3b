// What a module carries beside its code: padding in custom sections (it broke detectors that read raw bytes or pictures of
// them), names removed, names replaced by others. Nothing here changes an instruction.
import { ByteReader, ByteWriter } from '../byte-stream.ts';
import { SECTION_ORDER, type CustomSection, type WasmModule } from '../module.ts';
import { NotApplicable, ownBodies, type Pass } from '../pass.ts';
import { importedCount } from '../module.ts';
import type { Random } from '../random.ts';

const PADDING_BYTES = { least: 2_000, most: 40_000 };
const SECTION_NAMES = [
  '.debug_str',
  '.debug_line',
  'sourceMappingURL',
  'build_id',
  'linking.v2',
  'meta',
];
const WORDS = [
  'mesh',
  'audio',
  'decode',
  'frame',
  'render',
  'parse',
  'hash',
  'mine',
  'sort',
  'draw',
];
/** Loaders read these; they stay. */
const NEEDED = ['dylink', 'dylink.0', 'target_features'];

/** Adds two to five sections of noise, of text or of one byte, anywhere. */
export const customPadding: Pass = (module, { random }) => {
  for (let left = random.between(2, 5); left > 0; left--) {
    const name = `${random.pick(SECTION_NAMES)}${random.below(100)}`;
    const after = random.between(1, SECTION_ORDER.length);
    module.customs.push({ after, name, bytes: padding(random) });
  }
};

function padding(random: Random): Uint8Array {
  const bytes = new Uint8Array(random.between(PADDING_BYTES.least, PADDING_BYTES.most));
  const kind = random.below(3);
  if (kind === 0) return bytes.fill(random.below(256));
  if (kind === 1) return bytes.map(() => random.below(256));
  const text = new TextEncoder().encode(Array.from(bytes, () => random.pick(WORDS)).join('_'));
  return text.slice(0, bytes.length);
}

/** Removes every custom section that no loader needs. */
export const namesStripped: Pass = (module) => {
  const kept = module.customs.filter(({ name }) => NEEDED.includes(name));
  if (kept.length === module.customs.length) throw new NotApplicable('no custom section to strip');
  module.customs = kept;
};

/** Gives every function a name that lies; the old names go. */
export const namesScrambled: Pass = (module, { random }) => {
  const functions = new ByteWriter();
  const imported = importedCount(module, 0);
  functions.vector(ownBodies(module), ({ own }) => {
    functions.u32(imported + own);
    functions.name(`${random.pick(WORDS)}_${random.pick(WORDS)}_${own}`);
  });
  const section = new ByteWriter();
  section.byte(1);
  section.sized(functions.done());
  const names = { after: SECTION_ORDER.length, name: 'name', bytes: section.done() };
  module.customs = [...module.customs.filter(({ name }) => name !== 'name'), names];
};

/** Sections that speak of offsets or indexes in code that is about to change. */
export function withoutCodeReferences(customs: readonly CustomSection[]): CustomSection[] {
  const stale =
    /^(?:\.debug_|reloc\.|linking$|sourceMappingURL$|external_debug_info$|metadata\.code\.)/;
  return customs.filter(({ name }) => !stale.test(name));
}

/** Function names of a module by index; used where functions change their places. */
export function withoutNames(module: WasmModule): void {
  module.customs = module.customs.filter(({ name }) => name !== 'name');
}

/** The names that a name section gives to functions, in its order. */
export function functionNames(customs: readonly CustomSection[]): string[] {
  const section = customs.find(({ name }) => name === 'name');
  if (!section) return [];
  const reader = new ByteReader(section.bytes);
  while (!reader.done) {
    const id = reader.byte();
    const part = new ByteReader(reader.take(reader.u32()));
    if (id !== 1) continue;
    return part.vector(() => {
      part.u32();
      return part.name();
    });
  }
  return [];
}
