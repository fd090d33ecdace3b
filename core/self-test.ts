// Asks the engine what it must know: modules and texts made here of public constants, and names of the lists. What it says
// is shown on the status page, so that an admin sees that recognition works in this browser. Nothing of it ever runs.
import { judgeModule } from './engine.ts';
import { constantSets } from './features/constants.ts';
import type { FileRules } from './judge-file.ts';
import { judgeSource } from './source/judge-source.ts';
import { HEADER, smallLexicon } from './source/lexicon.ts';

export interface SelfTest {
  /** What was asked, in words. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/**
 * @param rules those in force
 * @param listed a host of the lists in force; null where there is none
 * @param isListed asks the lists in force
 */
export function selfTest(
  rules: FileRules,
  listed: string | null,
  isListed: (host: string) => boolean,
): SelfTest {
  const level = (names: readonly string[]): string =>
    judgeModule(moduleWith(names), rules.wasm).level;
  const text = `${words('sha256-rounds').join()},${HEADER.words.join()}`;
  const shader = judgeSource(text, 'shader', rules.source, smallLexicon());
  const checks: readonly (readonly [string, boolean])[] = [
    ['a module with the keys of RandomX is a miner', level(RANDOMX) === 'confirmed'],
    ['a module without constants of miners is clear', level([]) === 'clear'],
    ['a shader that hashes block headers is a miner', shader.level === 'confirmed'],
    ['a listed host and its subdomains are listed', listed !== null && isListed(`a.${listed}`)],
    ['a host that is not listed is not', !isListed('example.invalid')],
  ];
  const named = (isRight: boolean): string[] =>
    checks.filter(([, right]) => right === isRight).map(([name]) => name);
  return { passed: named(true), failed: named(false) };
}

const RANDOMX = ['randomx-keys', 'aes-table'];

function words(name: string): readonly number[] {
  return constantSets().find((set) => set.name === name)?.words ?? [];
}

/** A module of one memory and one segment of data that holds these constants. */
function moduleWith(names: readonly string[]): Uint8Array {
  const data = new Uint8Array(Uint32Array.from(names.flatMap(words)).buffer);
  const segment = [1, 0, 0x41, 0, 0x0b, ...leb(data.length)];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[5, 3, 1, 0, 1],
    ...[11, ...leb(segment.length + data.length), ...segment, ...data],
  ]);
}

function leb(value: number): number[] {
  const low = value & 0x7f;
  return value > 0x7f ? [low | 0x80, ...leb(value >>> 7)] : [low];
}
