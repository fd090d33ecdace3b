// One measured module as a line of JSON and back: what training and evaluation repeat from, without any binary. It
// knows the form of a row, never what a feature means. The same row must always give the same characters.

export const labels = ['miner', 'dual-use', 'benign'] as const;
export type FrozenLabel = (typeof labels)[number];

/**
 * `wild`: found on real sites. `obfuscated`: a miner that was mutated, by us or by others. `control`: the same done to
 * a module that is no miner, so that "obfuscated" is never mistaken for "miner".
 */
export const tiers = [
  'wild',
  'open-source',
  'obfuscated',
  'control',
  'dual-use',
  'benign',
] as const;
export type FrozenTier = (typeof tiers)[number];

/** Where a module is from and what it is, as people said. */
export interface Origin {
  readonly label: FrozenLabel;
  readonly tier: FrozenTier;
  /** Algorithm or kind, such as `cryptonight`; '' for benign modules, and only for them. */
  readonly family: string;
  /** `owner/name` or `npm:package@version`. */
  readonly repository: string;
  /** Of the repository; `none` when it has none. */
  readonly licence: string;
  /** sha256 of the module that this one was made from, or null. */
  readonly variantOf: string | null;
  /** Passes of the mutator that made it, in order; empty without `variantOf`. */
  readonly passes: readonly string[];
  readonly seed: number | null;
}

/** What the analyser measured. */
export interface Measurement {
  /** Every numeric feature under its name. */
  readonly features: Readonly<Record<string, number>>;
  readonly constants: readonly string[];
  readonly mixers: readonly string[];
}

/** A row of tests/corpus/vectors.jsonl.gz. */
export interface FrozenModule extends Origin, Measurement {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Of the content of the code section; '' without one. */
  readonly codeSha256: string;
  /** Shares of all instructions by sort, in per cent: for the baselines of the evaluation only. */
  readonly ratios: Readonly<Record<string, number>>;
}

const listNames = ['constants', 'mixers'] as const;

/**
 * Splits the flat record of features into numbers and lists of names. Lists that are missing are empty. Throws for a
 * feature of any other form, so that a new one is not lost without a word.
 */
export function measurementOf(features: object): Measurement {
  const numbers: Record<string, number> = {};
  const lists: Record<string, readonly string[]> = { constants: [], mixers: [] };
  for (const [name, value] of Object.entries(features) as [string, unknown][]) {
    if (isNumber(value)) numbers[name] = value;
    else if (isNames(value) && Object.hasOwn(lists, name)) lists[name] = value;
    else {
      throw new Error(
        `The feature "${name}" cannot be frozen: core/features/freeze.ts takes finite numbers and the lists ${listNames.join(', ')}.`,
      );
    }
  }
  return { features: numbers, constants: lists['constants'] ?? [], mixers: lists['mixers'] ?? [] };
}

/** The row as one line without its end: keys in a fixed order, names sorted. */
export function frozenLine(row: FrozenModule): string {
  return JSON.stringify({
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    codeSha256: row.codeSha256,
    label: row.label,
    tier: row.tier,
    family: row.family,
    repository: row.repository,
    licence: row.licence,
    variantOf: row.variantOf,
    passes: row.passes,
    seed: row.seed,
    features: sorted(row.features),
    constants: [...row.constants].sort(),
    mixers: [...row.mixers].sort(),
    ratios: sorted(row.ratios),
  });
}

/** Reads a line that `frozenLine` wrote. Throws an error that names the fault, without the line's number. */
export function readFrozenLine(line: string): FrozenModule {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error('it is no JSON', { cause: error });
  }
  const row = value as FrozenModule;
  const fault = originFault(row) ?? measuredFault(row);
  if (fault !== null) throw new Error(fault);
  return row;
}

/** What is wrong with the origin, as a sentence that says what is wanted; null when nothing is. */
export function originFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'it is no object';
  const { label, tier, family, repository, licence, variantOf, passes, seed } =
    value as Partial<Origin>;
  if (!isOneOf(labels, label)) return `"label" must be one of ${labels.join(', ')}`;
  if (!isOneOf(tiers, tier)) return `"tier" must be one of ${tiers.join(', ')}`;
  if (!fits(label, tier)) return `the tier "${tier}" does not go with the label "${label}"`;
  if (typeof family !== 'string' || (family === '') !== (label === 'benign'))
    return '"family" must name the family, and be "" for benign modules only';
  if (typeof repository !== 'string' || !repositoryForm.test(repository))
    return '"repository" must be owner/name or npm:package@version';
  if (typeof licence !== 'string' || licence === '') return '"licence" must be its name, or "none"';
  if (variantOf !== null && (typeof variantOf !== 'string' || !hexSha256.test(variantOf)))
    return '"variantOf" must be the sha256 of the original, or null';
  if (!isNames(passes) || (variantOf === null && passes.length > 0))
    return '"passes" must be a list of names, and empty without "variantOf"';
  if (seed !== null && !Number.isSafeInteger(seed)) return '"seed" must be an integer or null';
  return null;
}

/** The tier of a module of that label when nothing else is said. */
export function defaultTier(label: FrozenLabel, isVariant: boolean): FrozenTier {
  if (isVariant) return label === 'miner' ? 'obfuscated' : 'control';
  return label === 'miner' ? 'open-source' : label;
}

const hexSha256 = /^[0-9a-f]{64}$/;
const repositoryForm = /^(?:[\w.-]+\/[\w.-]+|npm:(?:@[\w.-]+\/)?[\w.-]+@[\w.+-]+)$/;

function fits(label: FrozenLabel, tier: FrozenTier): boolean {
  if (label === 'miner') return tier === 'wild' || tier === 'open-source' || tier === 'obfuscated';
  return tier === label || tier === 'control';
}

function measuredFault(row: Partial<FrozenModule>): string | null {
  const isSize = Number.isSafeInteger(row.sizeBytes) && (row.sizeBytes ?? -1) >= 0;
  if (!hexSha256.test(row.sha256 ?? '')) return '"sha256" must be 64 lower-case hex digits';
  if (!isSize) return '"sizeBytes" must be a number of bytes';
  if (row.codeSha256 !== '' && !hexSha256.test(row.codeSha256 ?? ''))
    return '"codeSha256" must be 64 lower-case hex digits, or "" without a code section';
  if (!isNumbers(row.features) || Object.keys(row.features).length === 0)
    return '"features" must hold finite numbers under their names';
  if (!isNumbers(row.ratios)) return '"ratios" must hold finite numbers under their names';
  const wrong = listNames.find((name) => !isNames(row[name]));
  return wrong === undefined ? null : `"${wrong}" must be a list of names`;
}

function sorted(record: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNumbers(value: unknown): value is Record<string, number> {
  return typeof value === 'object' && value !== null && Object.values(value).every(isNumber);
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
}

function isOneOf<Name extends string>(names: readonly Name[], value: unknown): value is Name {
  return (names as readonly unknown[]).includes(value);
}
