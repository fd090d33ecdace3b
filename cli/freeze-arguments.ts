// The arguments of `npm run freeze`, checked. Knows words and their form, never files.
import { parseArgs } from 'node:util';
import { labels, tiers } from '../core/features/freeze.ts';
import type { Said } from './freeze-labels.ts';

export const usage = `Usage: npm run freeze -- FOLDER --repo OWNER/NAME [options]     the modules in a folder or file
       npm run freeze -- CLONE --repo OWNER/NAME --history      those in all versions of a git clone
       npm run freeze -- --manifest FILE                        a list: one JSON object a line
       npm run freeze -- --npm                                  the packages of tests/corpus/npm

Measures modules (.wasm files and those embedded in scripts) and writes what was measured, never the modules, to
tests/corpus/vectors.jsonl.gz. A row with the same sha256 is replaced.

  --label LABEL        ${labels.join(', ')}
  --family FAMILY      such as cryptonight; none for benign modules
  --tier TIER          ${tiers.join(', ')}
  --licence NAME       of the repository; "none" when it has none
  --variant-of SHA256  the module that these were made from, with
  --passes A,B         the passes that made them, and
  --seed N             their seed
  --out FILE           another file than tests/corpus/vectors.jsonl.gz
  --fresh              begin with an empty file

Label, family, tier and licence of a repository that tests/corpus/repositories.json lists need not be said.
A line of a list: {"file", "label", "family", "repository", "licence", and if need be "tier", "sha256", "variantOf",
"passes", "seed"}; relative files are meant from the list's folder.

Exit status: 0 when modules were frozen; 1 when there was none, or one that a list names could not be frozen;
2 for wrong arguments. What could not be frozen is told with the reason.
`;

export type Wanted =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly manifest: string }
  | { readonly kind: 'npm' }
  | {
      readonly kind: 'folder' | 'history';
      readonly folder: string;
      readonly repository: string;
      readonly said: Said;
    };

export interface Request {
  readonly wanted: Wanted;
  readonly out: string | null;
  readonly fresh: boolean;
}

const options = {
  manifest: { type: 'string' },
  npm: { type: 'boolean', default: false },
  history: { type: 'boolean', default: false },
  repo: { type: 'string' },
  label: { type: 'string' },
  family: { type: 'string' },
  tier: { type: 'string' },
  licence: { type: 'string' },
  'variant-of': { type: 'string' },
  passes: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** Throws an error that says which argument is wrong. */
export function requestOf(args: string[]): Request {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const rest = { out: values.out ?? null, fresh: values.fresh };
  if (values.help) return { wanted: { kind: 'help' }, ...rest };
  const ways = [positionals.length > 0, values.manifest !== undefined, values.npm];
  if (ways.filter((way) => way).length !== 1 || positionals.length > 1)
    throw new Error('name one folder, or --manifest FILE, or --npm');
  if (positionals[0] !== undefined)
    return { wanted: folderWanted(positionals[0], values), ...rest };
  const given = Object.keys(saidOf(values));
  if (given.length > 0 || values.repo !== undefined || values.history)
    throw new Error('--manifest and --npm take only --out and --fresh: their rows say the rest');
  return {
    wanted:
      values.manifest === undefined ? { kind: 'npm' } : { kind: 'list', manifest: values.manifest },
    ...rest,
  };
}

function folderWanted(folder: string, values: Values): Wanted {
  if (values.repo === undefined) throw new Error('say --repo owner/name or npm:package@version');
  const said = saidOf(values);
  const isVariant = said.variantOf !== undefined;
  if (!isVariant && (said.passes !== undefined || said.seed !== undefined))
    throw new Error('--passes and --seed go with --variant-of');
  const kind = values.history ? 'history' : 'folder';
  return { kind, folder, repository: values.repo, said };
}

function saidOf(values: Values): Said {
  const { label, family, tier, licence, passes, seed } = values;
  const variantOf = values['variant-of'];
  const number = Number(seed);
  if (seed !== undefined && !(Number.isSafeInteger(number) && seed.trim() !== ''))
    throw new Error('--seed must be an integer');
  return {
    ...(label !== undefined && { label: oneOf(labels, label, '--label') }),
    ...(tier !== undefined && { tier: oneOf(tiers, tier, '--tier') }),
    ...(family !== undefined && { family }),
    ...(licence !== undefined && { licence }),
    ...(variantOf !== undefined && { variantOf }),
    ...(passes !== undefined && { passes: passes.split(',').map((name) => name.trim()) }),
    ...(seed !== undefined && { seed: number }),
  };
}

function oneOf<Name extends string>(names: readonly Name[], said: string, option: string): Name {
  const name = names.find((one) => one === said);
  if (name === undefined)
    throw new Error(`${option} must be one of ${names.join(', ')}, not "${said}"`);
  return name;
}
