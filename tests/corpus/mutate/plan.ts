// Chooses which modules of a manifest get how many variants: miners all, near-duplicates less; of the rest as many variants
// in total, spread over repositories and algorithms, small modules first. Knows nothing of files or processes.
import { at } from '../../at.ts';
import { Random } from './random.ts';
import { heldBackRecipe, trainingRecipe, type Recipe } from './recipes.ts';

/** A line of the manifest that the corpus is described by; more fields may be there. */
export interface ManifestRow {
  readonly sha256: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly codeSha256: string;
  readonly label: 'miner' | 'dual-use' | 'benign';
  readonly tier: string;
  readonly family: string;
  readonly repository: string;
  readonly licence: string;
  readonly valid?: boolean;
}

/** One variant to make. `spares` take over when a pass finds nothing to change. */
export interface Job {
  readonly row: ManifestRow;
  readonly recipe: Recipe;
  readonly spares: readonly Recipe[];
}

export interface PlanOptions {
  readonly perModule: number;
  readonly seed: number;
  readonly heldBack: boolean;
}

export interface Plan {
  readonly jobs: readonly Job[];
  /** Reason -> modules that get no variant for it. */
  readonly skipped: ReadonlyMap<string, number>;
}

const MAX_BYTES = 3_000_000;
/** Below this there is no code to speak of. */
const MIN_BYTES = 500;
/** Controls of up to this size are taken before larger ones. */
const SMALL_BYTES = 700_000;
const SPARES = 3;

export function planVariants(rows: readonly ManifestRow[], options: PlanOptions): Plan {
  const skipped = new Map<string, number>();
  const usable = rows.filter((row) => {
    const reason = reasonToSkip(row);
    if (reason) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    return reason === null;
  });
  const ordered = [...usable].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const miners = minerJobs(ordered, options);
  return { jobs: [...miners, ...controlJobs(ordered, miners.length, options)], skipped };
}

function reasonToSkip({ sizeBytes, valid, codeSha256 }: ManifestRow): string | null {
  if (sizeBytes > MAX_BYTES) return `larger than ${MAX_BYTES / 1e6} MB`;
  if (sizeBytes < MIN_BYTES || codeSha256 === '') return 'hardly any code';
  return valid === false ? 'not valid in this Node' : null;
}

function minerJobs(rows: readonly ManifestRow[], options: PlanOptions): Job[] {
  const seenCode = new Set<string>();
  return rows
    .filter(({ label }) => label === 'miner')
    .flatMap((row) => {
      const isFirst = !seenCode.has(row.codeSha256);
      seenCode.add(row.codeSha256);
      // What was published obfuscated is a variant already, and many come from one miner.
      const full = row.tier === 'obfuscated' ? Math.ceil(options.perModule / 3) : options.perModule;
      return jobsOf(row, isFirst ? full : 1, options);
    });
}

/** Takes one module of every group in turn, until there are enough. */
function controlJobs(rows: readonly ManifestRow[], wanted: number, options: PlanOptions): Job[] {
  const random = new Random(options.seed, 'controls', options.heldBack ? 'held back' : 'training');
  const groups = [...groupsOf(rows.filter(({ label }) => label !== 'miner')).values()].map(
    (group) => {
      const mixed = random.shuffled(group);
      const isSmall = ({ sizeBytes }: ManifestRow): boolean => sizeBytes <= SMALL_BYTES;
      return [...mixed.filter(isSmall), ...mixed.filter((row) => !isSmall(row))];
    },
  );
  const jobs: Job[] = [];
  for (let round = 0; jobs.length < wanted && groups.length > 0; round++) {
    for (const group of groups) {
      if (jobs.length === wanted) break;
      const row = at(group, round % group.length);
      jobs.push(jobOf(row, Math.floor(round / group.length), options));
    }
  }
  return jobs;
}

/** By repository, label and algorithm: every dual-use hash has a group of its own. */
function groupsOf(rows: readonly ManifestRow[]): Map<string, ManifestRow[]> {
  const groups = new Map<string, ManifestRow[]>();
  const seenCode = new Set<string>();
  for (const row of rows) {
    if (seenCode.has(row.codeSha256)) continue;
    seenCode.add(row.codeSha256);
    const key = `${row.repository} ${row.label} ${row.family}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function jobsOf(row: ManifestRow, count: number, options: PlanOptions): Job[] {
  return Array.from({ length: count }, (_, slot) => jobOf(row, slot, options));
}

/** The recipe depends on the seed of the run, the module and the slot alone: more modules change nothing for one. */
function jobOf(row: ManifestRow, slot: number, { seed, heldBack }: PlanOptions): Job {
  const draw = heldBack ? heldBackRecipe : trainingRecipe;
  const recipes = Array.from({ length: SPARES + 1 }, (_, attempt) =>
    draw(new Random(seed, row.sha256, slot, attempt, heldBack ? 'held back' : 'training'), row),
  );
  return { row, recipe: at(recipes, 0), spares: recipes.slice(1) };
}
