// A list of modules to freeze in one go: one JSON object a line with the file and where it is from. Every fault is told
// with its line, and nothing is frozen from a list with a fault in its form.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defaultTier, originFault, type Origin } from '../core/features/freeze.ts';
import { messageOf } from './freeze-store.ts';

export interface ListedModule {
  /** Absolute. */
  readonly file: string;
  /** As the list says, or null: then it is not compared. */
  readonly sha256: string | null;
  readonly origin: Origin;
  readonly line: number;
}

/**
 * Reads `{file, label, family, repository, licence, tier?, sha256?, variantOf?, passes?, seed?}` lines; other keys are
 * left alone, relative files are meant from the list's folder. Throws an error that names up to ten faulty lines.
 */
export async function listedModules(manifest: string): Promise<ListedModule[]> {
  const text = await readFile(manifest, 'utf8');
  const faults: string[] = [];
  const listed: ListedModule[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      listed.push(listedModule(line, dirname(resolve(manifest)), i + 1));
    } catch (error) {
      faults.push(`line ${i + 1}: ${messageOf(error)}`);
    }
  }
  if (faults.length > 0) {
    const more = faults.length > 10 ? `\n… and ${faults.length - 10} more` : '';
    throw new Error(
      `${manifest} is not as it should be:\n${faults.slice(0, 10).join('\n')}${more}`,
    );
  }
  if (listed.length === 0) throw new Error(`${manifest} lists no module`);
  return listed;
}

function listedModule(text: string, folder: string, line: number): ListedModule {
  const { file, sha256, ...said } = objectOf(text);
  if (typeof file !== 'string' || file === '')
    throw new Error('"file" must be the path of the module');
  if (sha256 !== undefined && typeof sha256 !== 'string') throw new Error('"sha256" must be text');
  const origin = originSaid(said);
  const fault = originFault(origin);
  if (fault !== null) throw new Error(fault);
  return { file: resolve(folder, file), sha256: sha256 ?? null, origin, line };
}

type Listed = Partial<Origin> & { readonly file?: unknown; readonly sha256?: unknown };

function objectOf(text: string): Listed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error('it is no JSON', { cause: error });
  }
  if (typeof value !== 'object' || value === null) throw new Error('it is no object');
  return value;
}

/** What the line says and the defaults of the rest, not yet checked: the form of the line is a claim. */
function originSaid(said: Partial<Origin>): Origin {
  const { label, tier, family, repository, licence } = said;
  const variantOf = said.variantOf ?? null;
  const origin = {
    label,
    tier: tier ?? (label && defaultTier(label, variantOf !== null)),
    family,
    repository,
    licence,
    variantOf,
    passes: said.passes ?? [],
    seed: said.seed ?? null,
  };
  return origin as Origin;
}
