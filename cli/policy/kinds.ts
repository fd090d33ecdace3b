// What a template must know of a key's values: their kind, choices and bounds. Read from the schema that the browser gets,
// so that no template can say anything else.
import * as z from 'zod/mini';
import { managedSchema, type ManagedSchema } from '../../core/policy/managed-schema.ts';
import { keyOf, type KeyName } from '../../core/policy/policy-keys.ts';

export type Kind =
  | { readonly is: 'toggle' }
  | { readonly is: 'whole'; readonly minimum: number; readonly maximum: number }
  | { readonly is: 'choice'; readonly choices: readonly string[] }
  | { readonly is: 'text'; readonly maxChars: number }
  | { readonly is: 'list' };

const { properties = {} } = managedSchema();

/** @throws Error for a key whose values no template can hold */
export function kindOf(name: KeyName): Kind {
  const { type, enum: choices, minimum, maximum } = properties[name] as ManagedSchema;
  switch (type) {
    case 'boolean':
      return { is: 'toggle' };
    case 'array':
      return { is: 'list' };
    case 'integer':
      if (minimum === undefined || maximum === undefined) break;
      return { is: 'whole', minimum, maximum };
    case 'string':
      return choices ? { is: 'choice', choices } : { is: 'text', maxChars: longest(name) };
    default:
  }
  throw new Error(`policy key ${name}: no template can hold ${type} without bounds`);
}

/** The browser's schema leaves the length out, because Chromium ignores it; Windows wants to know. */
function longest(name: KeyName): number {
  const { maxLength } = z.toJSONSchema(keyOf(name).shape.schema, { io: 'input' });
  if (maxLength === undefined) throw new Error(`policy key ${name}: a text without longest length`);
  return maxLength;
}

/** A value on one line that parses back the same wherever only text can stand: JSON in which every character is ASCII. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
