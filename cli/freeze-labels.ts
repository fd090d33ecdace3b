// What is known of the repositories and packages whose modules are measured: tests/corpus/repositories.json. Knows names
// and paths, never bytes.
import { readFile } from 'node:fs/promises';
import {
  defaultTier,
  originFault,
  type FrozenLabel,
  type FrozenTier,
  type Origin,
} from '../core/features/freeze.ts';

interface Kind {
  readonly label: FrozenLabel;
  readonly tier: FrozenTier;
  readonly family: string;
}

export interface KnownRepository extends Kind {
  /** `owner/name`, `npm:package` of any version, or `npm:*` for every other package. */
  readonly repository: string;
  /** For packages `package.json`: what stands there. */
  readonly licence: string;
  readonly holds: 'modules' | 'scripts';
  /** Regular expression on the paths of modules that are written as WebAssembly text. */
  readonly texts?: string;
  /** Of one path, so many versions are measured at most: the first that git names, mostly the newest. */
  readonly mostVersions?: number;
  readonly exceptions?: readonly (Kind & {
    /** A regular expression on the path in the repository. */
    readonly path?: string;
    /** How the hash begins. */
    readonly sha256?: string;
    readonly why: string;
  })[];
}

/** What the caller said himself; it goes before what is known. */
export interface Said {
  readonly label?: FrozenLabel;
  readonly tier?: FrozenTier;
  readonly family?: string;
  readonly licence?: string;
  readonly variantOf?: string;
  readonly passes?: readonly string[];
  readonly seed?: number;
}

const place = new URL('../tests/corpus/repositories.json', import.meta.url);

export async function knownRepositories(): Promise<KnownRepository[]> {
  const text = await readFile(place, 'utf8');
  return (JSON.parse(text) as { repositories: KnownRepository[] }).repositories;
}

/** What is known of `owner/name` or `npm:package@version`, or undefined. */
export function knownAs(
  repository: string,
  known: readonly KnownRepository[],
): KnownRepository | undefined {
  const named = (name: string): KnownRepository | undefined =>
    known.find((one) => one.repository === name);
  if (!repository.startsWith('npm:')) return named(repository);
  return named(repository.replace(/^(npm:.[^@]*)@.*$/, '$1')) ?? named('npm:*');
}

/**
 * Label, tier, family and licence of one module: what was said, else what is known of its repository, its path and its
 * hash. Throws an error that says which argument is missing or wrong.
 */
export function originOf(
  repository: string,
  path: string,
  sha256: string,
  said: Said,
  known: readonly KnownRepository[],
): Origin {
  const about = knownAs(repository, known);
  const kind = about === undefined ? undefined : kindOf(about, path, sha256);
  const label = said.label ?? kind?.label ?? missing('--label', repository);
  const origin: Origin = {
    ...kindSaid(label, said, kind?.label === label ? kind : undefined),
    repository,
    licence: said.licence ?? listedLicence(about) ?? missing('--licence', repository),
    variantOf: said.variantOf ?? null,
    passes: said.passes ?? [],
    seed: said.seed ?? null,
  };
  const fault = originFault(origin);
  if (fault !== null) throw new Error(fault);
  return origin;
}

/** A variant is of the tier of variants, whatever its original was. */
function kindSaid(label: FrozenLabel, said: Said, kind: Kind | undefined): Kind {
  const isVariant = said.variantOf !== undefined;
  const knownTier = isVariant ? undefined : kind?.tier;
  return {
    label,
    tier: said.tier ?? knownTier ?? defaultTier(label, isVariant),
    family: said.family ?? kind?.family ?? '',
  };
}

function listedLicence(about: KnownRepository | undefined): string | undefined {
  return about?.licence === 'package.json' ? undefined : about?.licence;
}

function missing(option: string, repository: string): never {
  throw new Error(`say ${option}: ${repository} is not in tests/corpus/repositories.json`);
}

/** `path` may end in the number of a module that a script carries. */
function kindOf(about: KnownRepository, path: string, sha256: string): Kind {
  const file = path.replace(/#\d+$/, '');
  const exception = about.exceptions?.find((one) =>
    one.path === undefined
      ? one.sha256 !== undefined && sha256.startsWith(one.sha256)
      : new RegExp(one.path).test(file),
  );
  return exception ?? about;
}
