// The file that holds a person's own settings: what is written into it, and what is read from one. Whether the values are right
// is the background's business.
import type { Settings } from '../../core/protocol/questions.ts';
import type { TextKey } from '../page-kit/text.ts';
import type { Values } from './use-settings.ts';

const KIND = 'assay-settings';
export const MOST_BYTES = 20_000_000;

/** What the person has set, also where it does not count for now. */
export function ownValues({ settings }: Settings): Values {
  const own = settings.filter((setting) => setting.own !== undefined);
  return Object.fromEntries(own.map((setting) => [setting.name, setting.own]));
}

export function fileText(settings: Settings, nowMs: number): string {
  const exportedAt = new Date(nowMs).toISOString();
  const file = { kind: KIND, schemaVersion: 1, exportedAt, settings: ownValues(settings) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @returns the values of a file, or the text that says why there are none */
export function readFileText(given: string): { readonly values: Values } | TextKey {
  let file: unknown;
  try {
    file = JSON.parse(given);
  } catch {
    return 'settings_import_no_json';
  }
  if (!isObject(file) || file['kind'] !== KIND || !isObject(file['settings']))
    return 'settings_import_foreign';
  return { values: file['settings'] };
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
