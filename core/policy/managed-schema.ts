// The schema of the policy as Chromium reads it, made from the keys. Chromium refuses the whole extension for a keyword that it
// does not like, and drops a whole key for a value that it does not like: so only a few plain keywords are used, and what is
// left out here is checked by resolve.ts, which can say what was wrong. Used by the build and by templates, never at run time.
import * as z from 'zod/mini';
import { explained } from './define-key.ts';
import { keyNames, keyOf } from './policy-keys.ts';

export interface ManagedSchema {
  readonly type: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ManagedSchema;
  readonly properties?: Readonly<Record<string, ManagedSchema>>;
}

type Json = Readonly<Record<string, unknown>>;

const TYPES: readonly string[] = ['object', 'array', 'string', 'boolean', 'integer'];
/** Left to resolve.ts. */
const LEFT_OUT = [
  ...['$schema', 'default', 'format', 'readOnly', 'required', 'additionalProperties'],
  ...['pattern', 'minLength', 'maxLength', 'minItems', 'maxItems'],
];

/** @throws Error for a key that no browser could be told of */
export function managedSchema(): ManagedSchema {
  const properties = Object.fromEntries(
    keyNames.map((name) => {
      const key = keyOf(name);
      const made = plain(z.toJSONSchema(key.shape.schema, { io: 'input' }), name);
      return [name, { title: key.title, description: explained(key), ...made }];
    }),
  );
  return { type: 'object', properties };
}

function plain(schema: Json, path: string): ManagedSchema {
  const { type } = schema;
  if (typeof type !== 'string' || !TYPES.includes(type))
    throw new Error(`policy key ${path}: Chromium takes no type ${JSON.stringify(type)}`);
  const made: Record<string, unknown> = { type };
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'type' || LEFT_OUT.includes(keyword)) continue;
    made[keyword] = plainKeyword(keyword, value, type, path);
  }
  if (type === 'array' && !('items' in made))
    throw new Error(`policy key ${path}: Chromium takes no list without items`);
  return made as unknown as ManagedSchema;
}

function plainKeyword(keyword: string, value: unknown, type: string, path: string): unknown {
  switch (keyword) {
    case 'minimum':
    case 'maximum':
      if (type === 'integer') return value;
      break;
    case 'enum':
      if (type === 'string' && (value as unknown[]).length > 0) return value;
      break;
    case 'items':
      return plain(value as Json, `${path}[]`);
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as Json).map(([name, one]) => [
          name,
          plain(one as Json, `${path}.${name}`),
        ]),
      );
  }
  throw new Error(`policy key ${path}: Chromium would refuse "${keyword}" here`);
}
