// The process that makes variants for run-jobs.ts: one order in, one answer out, and a file in between. It may crash or hang
// inside Binaryen; its parent counts that and starts another.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { BinaryenFailure } from './binaryen-passes.ts';
import { ByteReader } from './byte-stream.ts';
import { mutate } from './mutate.ts';
import { NotApplicable } from './pass.ts';
import type { Recipe } from './recipes.ts';

/** What the parent asks for: the first of the recipes that applies. */
export interface Order {
  readonly file: string;
  readonly folder: string;
  readonly recipes: readonly Recipe[];
}

/** What was made, or why nothing. */
export type Answer =
  | {
      readonly made: true;
      readonly recipe: Recipe;
      readonly file: string;
      readonly sha256: string;
      readonly codeSha256: string;
      readonly sizeBytes: number;
    }
  | {
      readonly made: false;
      readonly reason: string;
      /** The process is not to be used again. */
      readonly damaged?: boolean;
    };

const MAX_GROWTH = 12;

process.on('message', (order: Order) => {
  process.send?.(answerTo(order));
});

function answerTo({ file, folder, recipes }: Order): Answer {
  let reason = 'no recipe applies';
  for (const recipe of recipes) {
    try {
      const original = new Uint8Array(readFileSync(file));
      const bytes = mutate(original, recipe);
      const problem = problemOf(bytes, original);
      if (problem !== null) return { made: false, reason: problem };
      const sha256 = sha256Of(bytes);
      const target = join(folder, `${sha256}.wasm`);
      writeFileSync(target, bytes);
      const codeSha256 = sha256Of(codeSection(bytes));
      return { made: true, recipe, file: target, sha256, codeSha256, sizeBytes: bytes.length };
    } catch (error) {
      if (!(error instanceof NotApplicable)) {
        const damaged = error instanceof BinaryenFailure;
        return { made: false, reason: reasonOf(error), damaged };
      }
      reason = 'no recipe applies';
    }
  }
  return { made: false, reason };
}

function problemOf(variant: Uint8Array, original: Uint8Array): string | null {
  if (!WebAssembly.validate(new Uint8Array(variant))) return 'the variant is not valid';
  if (Buffer.compare(variant, original) === 0) return 'nothing changed';
  return variant.length > Math.max(original.length * MAX_GROWTH, 500_000)
    ? `more than ${MAX_GROWTH} times as large`
    : null;
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/(?:byte|at) \d+/g, 'a place').slice(0, 120);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Content of the code section, empty without one. */
function codeSection(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes, 8);
  while (!reader.done) {
    const id = reader.byte();
    const content = reader.take(reader.u32());
    if (id === 10) return content;
  }
  return new Uint8Array(0);
}
