// `npm run fuzz -- [--inputs N] [--seed N] [--from N]`: damages small real modules in hundreds of thousands of ways and
// looks whether the judge ever throws, hangs, misreads a valid module or remembers the one before. It ends with a line
// that repeats the finding, and a status that is not 0.
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { judgeModule } from '../core/engine.ts';
import { corpusModules } from '../tests/corpus-modules.ts';
import { findingOf, inputOf, plans, smallest, type Finding } from '../tests/corpus/fuzz.ts';

/** Larger modules add time and nothing new. */
const MAX_SEED_BYTES = 60_000;
/** An input of this size is read in a millisecond; more than this, three times in a row, is a hang. */
const MAX_INPUT_MS = 250;

export interface FuzzReport {
  readonly inputs: number;
  readonly valid: number;
  readonly refused: number;
  readonly slowestMs: number;
  readonly slowestIndex: number;
  readonly finding: (Finding & { readonly index: number; readonly input: Uint8Array }) | null;
}

interface Options {
  readonly inputs: number;
  readonly seed: number;
  readonly from: number;
}

/** Reads the inputs `from` to `from + inputs` of a seed, up to the first finding. */
export function fuzz(
  { inputs, seed, from }: Options,
  onProgress: (done: number) => void = () => undefined,
): FuzzReport {
  const seeds = corpusModules()
    .map(({ bytes }) => bytes)
    .filter(({ length }) => length <= MAX_SEED_BYTES);
  const witness = seeds.reduce((least, bytes) => (bytes.length < least.length ? bytes : least));
  const expected = JSON.stringify(judgeModule(witness, []));
  const report = { inputs: 0, valid: 0, refused: 0, slowestMs: 0, slowestIndex: from };
  let index = from;
  for (const plan of plans(seed, from, from + inputs)) {
    const input = inputOf(plan, seeds);
    const { ms, error } = judged(input);
    if (ms > report.slowestMs) Object.assign(report, { slowestMs: ms, slowestIndex: index });
    const finding =
      findingOf(input, plan.cuts) ??
      (ms > MAX_INPUT_MS ? hang(input) : null) ??
      (JSON.stringify(judgeModule(witness, [])) === expected
        ? null
        : { kind: 'memory', detail: 'the next module is judged differently' });
    report.inputs++;
    if (error) report.refused++;
    if (WebAssembly.validate(input as BufferSource)) report.valid++;
    if (finding)
      return {
        ...report,
        finding: { ...finding, index, input: smallest(input, plan.cuts, finding.kind) },
      };
    if (++index % 10_000 === 0) onProgress(report.inputs);
  }
  return { ...report, finding: null };
}

function judged(input: Uint8Array): { ms: number; error: boolean } {
  const start = performance.now();
  const { error } = judgeModule(input, []);
  return { ms: performance.now() - start, error: error !== null };
}

/** A machine that was busy is no hang: it is measured again. */
function hang(input: Uint8Array): Finding | null {
  const ms = Math.min(judged(input).ms, judged(input).ms, judged(input).ms);
  return ms > MAX_INPUT_MS ? { kind: 'hang', detail: `${Math.round(ms)} ms` } : null;
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '200000' },
      seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
      from: { type: 'string', default: '0' },
    },
  });
  const whole = (name: keyof typeof values, least: number): number => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value >= least && value < 2 ** 31) return value;
    throw new Error(`--${name} takes a whole number from ${least} on, not "${values[name]}".`);
  };
  return { inputs: whole('inputs', 1), seed: whole('seed', 0), from: whole('from', 0) };
}

function main(): void {
  const given = options();
  process.stderr.write(`Seed ${given.seed}, ${given.inputs} inputs …\n`);
  const start = performance.now();
  const report = fuzz(given, (done) => process.stderr.write(`${done} inputs …\n`));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { inputs, valid, refused, slowestMs, slowestIndex, finding } = report;
  process.stdout.write(
    `${inputs} inputs of seed ${given.seed} in ${seconds} s: ${valid} valid modules, ${refused} refused with an offset; ` +
      `slowest ${slowestMs.toFixed(1)} ms (input ${slowestIndex}).\n`,
  );
  if (!finding) {
    process.stdout.write('No findings.\n');
    return;
  }
  process.stdout.write(
    `FINDING ${finding.kind}: ${finding.detail}\n` +
      `npm run fuzz -- --seed ${given.seed} --from ${finding.index} --inputs 1\n` +
      `${Buffer.from(finding.input).toString('base64')}\n`,
  );
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
