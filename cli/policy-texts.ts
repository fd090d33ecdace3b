// Writes the English texts of the policy for our pages from the keys, so that templates, documentation and pages say the same.
// The other languages are written by hand; tests/cli/locales.test.ts compares their keys with these.
import prettier from 'prettier';
import { SECTIONS } from '../core/policy/define-key.ts';
import { keyNames, keyOf, type KeyName } from '../core/policy/policy-keys.ts';

export const POLICY_TEXTS = 'assets/locales/en/policy.json';

/** The file as it must be for the keys as they are. */
export function policyTextsFile(): Promise<string> {
  const sections = SECTIONS.map(
    (section) => [named('section', section.toLowerCase()), section] as const,
  );
  const texts: Readonly<Record<string, string>> = Object.fromEntries([
    ...sections,
    ...keyNames.flatMap(textsOfKey),
  ]);
  return prettier.format(JSON.stringify(texts), { parser: 'json', printWidth: 100 });
}

function textsOfKey(name: KeyName): (readonly [string, string])[] {
  const { title, description, choices, right, shape } = keyOf(name);
  const { kind, expects } = shape;
  const unit = kind.type === 'whole' ? kind.unit : '';
  return [
    [named(name, 'title'), title],
    [named(name, 'text'), description],
    ...Object.entries(choices).map(([choice, words]) => [named(name, choice), words] as const),
    ...(unit === '' ? [] : [[named(name, 'unit'), unit] as const]),
    // What a form says of a wrong text; the other kinds have sentences of their own.
    ...(kind.type === 'text' && right !== null ? [[named(name, 'expects'), expects] as const] : []),
  ];
}

/** `policy_peopleMay_see_log`; browsers take letters, digits and `_`. */
function named(...parts: readonly string[]): string {
  return ['policy', ...parts].join('_').replace(/\W/g, '_');
}
