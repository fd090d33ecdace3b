// Makes the browser's `_locales` of the texts in assets/locales: one folder a language, one file a page, so that whoever changes
// a page changes its texts beside. Names in braces are filled in by entrypoints/page-kit/text.ts, not by the browser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text, or its forms by number (CLDR: `one`, `other`). */
type Text = string | Readonly<Record<string, string>>;

const folder = fileURLToPath(new URL('../assets/locales/', import.meta.url));

export const languages: readonly string[] = readdirSync(folder).sort();

/** All texts of a language: key -> text. Forms have the key `key_one`. Throws where two pages use one key. */
export function textsOf(language: string): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const file of readdirSync(join(folder, language)).sort()) {
    const page = JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Record<
      string,
      Text
    >;
    for (const [key, text] of Object.entries(page)) {
      const forms = typeof text === 'string' ? [[key, text] as const] : formsOf(key, text);
      for (const [name, form] of forms) {
        if (name in texts) throw new Error(`${language}/${file}: the key "${name}" is there twice`);
        texts[name] = form;
      }
    }
  }
  return texts;
}

function formsOf(key: string, forms: Readonly<Record<string, string>>) {
  return Object.entries(forms).map(([form, text]) => [`${key}_${form}`, text] as const);
}

/** The browser's `messages.json`; it reads `$` as the begin of a name of its own. */
export function messagesOf(language: string): string {
  const messages = Object.entries(textsOf(language)).map(([key, text]) => [
    key,
    { message: text.replaceAll('$', '$$$$') },
  ]);
  return JSON.stringify(Object.fromEntries(messages));
}
