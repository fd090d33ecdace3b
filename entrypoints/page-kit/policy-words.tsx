// The policy in the words of the page: titles, sections and values. What a company or a person wrote stays text.
import type { NamedHost } from '../../core/policy/shapes.ts';
import { endText, numberText } from './format.ts';
import { CATEGORY_KEYS, Foreign } from './parts.tsx';
import { text, textOfName } from './text.ts';

const MOST_CHARS = 20_000;
/** Of a list, before the rest is a number. */
const MOST_SHOWN = 200;

export function titleOf(name: string): string {
  return textOfName('policy', name, 'title') || name;
}

export function descriptionOf(name: string): string {
  return textOfName('policy', name, 'text');
}

export function sectionTitle(section: string): string {
  return textOfName('policy', 'section', section.toLowerCase()) || section;
}

/** Empty for a text that is no choice of this key. */
export function choiceWords(name: string, choice: string): string {
  return textOfName('policy', name, choice);
}

export function unitOf(name: string): string {
  return textOfName('policy', name, 'unit');
}

export function categoryWords(category: string): string {
  const key = Object.hasOwn(CATEGORY_KEYS, category)
    ? (category as keyof typeof CATEGORY_KEYS)
    : null;
  return key === null ? category : text(CATEGORY_KEYS[key]);
}

/** Lists with a line for each item. */
export function PolicyValue({ name, value }: { name: string; value: unknown }) {
  if (!Array.isArray(value)) return <OneValue name={name} value={value} />;
  if (value.length === 0) return <span class="quiet">{text('none')}</span>;
  const more = value.length - MOST_SHOWN;
  return (
    <ul class="values">
      {value.slice(0, MOST_SHOWN).map((item: unknown, index) => (
        <li key={index}>
          <OneValue name={name} value={item} />
        </li>
      ))}
      {more > 0 && <li class="quiet">{text('and_more', { count: more })}</li>}
    </ul>
  );
}

function OneValue({ name, value }: { name: string; value: unknown }) {
  switch (typeof value) {
    case 'boolean':
      return <>{text(value ? 'on' : 'off')}</>;
    case 'number':
      return (
        <>
          {numberText(value)} {unitOf(name)}
        </>
      );
    case 'string':
      if (value === '') return <span class="quiet">{text('not_set')}</span>;
      return <>{choiceWords(name, value) || <Foreign of={value} most={MOST_CHARS} />}</>;
    default:
      return <Foreign of={wordsOf(value as object)} most={MOST_CHARS} />;
  }
}

function wordsOf(value: object): string {
  if ('host' in value) return hostText(value as Partial<NamedHost>);
  const parts = Object.entries(value).map(([field, one]) => `${field}: ${String(one)}`);
  return parts.join(' · ');
}

/** `example.org · company volunteers · until 31 Dec 2027`. */
function hostText({ host, until, ...rest }: Partial<NamedHost>): string {
  const more = Object.values(rest).map(categoryWords);
  const end = until ? [text('until', { end: endText(until) })] : [];
  return [host, ...more, ...end].filter((part) => part !== '').join(' · ');
}
