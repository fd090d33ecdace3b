// Which settings a search means: those that hold each of its words in title, description, name or choices.
import type { Setting } from '../../core/protocol/questions.ts';
import { choiceWords, descriptionOf, titleOf } from '../page-kit/policy-words.tsx';
import { locale } from '../page-kit/text.ts';

/** True for every text where the query is empty. */
export function holds(texts: readonly string[], query: string): boolean {
  const all = texts.join('\n').toLocaleLowerCase(locale);
  const words = query.toLocaleLowerCase(locale).split(/\s+/);
  return words.every((word) => all.includes(word));
}

export function textsOf({ name, kind }: Setting): readonly string[] {
  const one = kind.type === 'list' ? kind.of : kind;
  const choices = one.type === 'choice' ? one.choices : [];
  const words = choices.map((choice) => choiceWords(name, choice));
  return [titleOf(name), descriptionOf(name), name, ...words];
}
