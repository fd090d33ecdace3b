// Decides key by key whose word holds: the company's over the person's over the default. Whatever a value is, it harms no other
// key: a wrong one is left out alone and named. Pure: what browsers deliver, and how late, is the background's business.
import {
  isKeyName,
  keyNames,
  keyOf,
  policyKeys,
  type KeyName,
  type Policy,
} from './policy-keys.ts';
import { MOST_ITEMS, type Shape } from './shapes.ts';

export type Source = 'company' | 'person' | 'company and person' | 'default';

/** Values as they were found, under any names. */
export type Layer = Readonly<Record<string, unknown>>;

/** What was there and does not count. */
export interface Ignored {
  /** As it was written, with the number of the item for one of a list. */
  readonly name: string;
  readonly from: 'company' | 'person';
  /** In one plain sentence. */
  readonly why: string;
}

export interface Resolved {
  readonly policy: Policy;
  readonly sources: Readonly<Record<KeyName, Source>>;
  readonly ignored: readonly Ignored[];
}

/**
 * @param company what managed storage holds; null where there is no policy
 * @param person what the person has set
 */
export function resolvePolicy(company: Layer | null, person: Layer | null): Resolved {
  const theirs = readLayer(company, 'company');
  const mine = readLayer(person, 'person');
  const refused = notForPeople(mine, theirs);
  const policy: Record<string, unknown> = {};
  const sources: Record<string, Source> = {};
  for (const name of keyNames) {
    const own = refused.some((one) => one.name === name) ? undefined : mine.values[name];
    [policy[name], sources[name]] = winner(name, theirs.values[name], own);
  }
  return {
    policy: policy as unknown as Policy,
    sources: sources as Record<KeyName, Source>,
    ignored: [...theirs.ignored, ...mine.ignored, ...refused],
  };
}

interface Read {
  readonly values: Readonly<Partial<Record<KeyName, unknown>>>;
  readonly ignored: readonly Ignored[];
}

/** All that can be read of a layer. */
export function readLayer(layer: Layer | null, from: Ignored['from']): Read {
  const values: Partial<Record<KeyName, unknown>> = {};
  const ignored: Ignored[] = [];
  for (const [name, given] of Object.entries(layer ?? {})) {
    if (!isKeyName(name)) {
      ignored.push({ name: name.slice(0, 100), from, why: unknownKey(name) });
      continue;
    }
    const { value, wrong } = readValue(name, given);
    if (value !== undefined) values[name] = value;
    for (const one of wrong) ignored.push({ ...one, from });
  }
  return { values, ignored };
}

type Wrong = Omit<Ignored, 'from'>;

/** @returns the value as far as it can be read: of a list those items that are right */
export function readValue(
  name: KeyName,
  given: unknown,
): { readonly value?: unknown; readonly wrong: readonly Wrong[] } {
  const { shape } = keyOf(name);
  if (shape.item !== null && Array.isArray(given) && given.length <= MOST_ITEMS)
    return readItems(name, shape.item, given);
  const read = shape.schema.safeParse(given);
  if (read.success) return { value: read.data, wrong: [] };
  return { wrong: [{ name, why: `must be ${shape.expects}, but is ${shown(name, given)}` }] };
}

function readItems(name: KeyName, item: Shape<unknown>, given: readonly unknown[]) {
  const value: unknown[] = [];
  const wrong: Wrong[] = [];
  for (const [index, one] of given.entries()) {
    const read = item.schema.safeParse(one);
    if (read.success) value.push(read.data);
    else {
      const why = `must be ${item.expects}, but is ${shown(name, one)}`;
      wrong.push({ name: `${name}[${index}]`, why });
    }
  }
  return { value, wrong };
}

const MOST_SHOWN_CHARS = 120;

function shown(name: KeyName, given: unknown): string {
  if (keyOf(name).isSecret) return 'something else';
  const text = (JSON.stringify(given) as string | undefined) ?? typeof given;
  return text.length > MOST_SHOWN_CHARS ? `${text.slice(0, MOST_SHOWN_CHARS)}…` : text;
}

function unknownKey(name: string): string {
  const alike = keyNames.find((known) => known.toLowerCase() === name.toLowerCase().trim());
  return alike ? `no key of this version; is "${alike}" meant?` : 'no key of this version';
}

/** What people set and may not. It stays stored, and counts again once they may. */
function notForPeople(mine: Read, theirs: Read): readonly Ignored[] {
  const rights = (theirs.values.peopleMay ?? policyKeys.peopleMay.default) as Policy['peopleMay'];
  return (Object.keys(mine.values) as KeyName[])
    .filter((name) => !rights.some((right) => right === keyOf(name).right))
    .map((name) => ({ name, from: 'person', why: 'people may not set this here' }));
}

function winner(name: KeyName, theirs: unknown, mine: unknown): readonly [unknown, Source] {
  if (theirs === undefined && mine === undefined) return [keyOf(name).default, 'default'];
  if (theirs === undefined) return [mine, 'person'];
  if (mine === undefined || !keyOf(name).addsUp) return [theirs, 'company'];
  return [[...(theirs as unknown[]), ...(mine as unknown[])], 'company and person'];
}
