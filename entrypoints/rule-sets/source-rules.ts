// The source rules as they are bundled: only each rule itself, its cases are shaken out. The guard carries those of pages,
// the background those of files as well.
import type { SourceRule } from '../../core/source/define-source-rule.ts';
import type { LoadedSourceRule } from '../../core/source/judge-source.ts';

const ofPages = import.meta.glob<SourceRule>('./*.ts', {
  base: '/rules/source/',
  eager: true,
  import: 'default',
});

/** Every rule of rules/source itself, with its id; those in its folders are for files. */
export function sourceRules(): readonly LoadedSourceRule[] {
  return loaded(ofPages);
}

/** The rules that were found, with their ids. */
export function loaded(files: Readonly<Record<string, SourceRule>>): readonly LoadedSourceRule[] {
  return Object.entries(files).map(([path, rule]) => ({
    id: `source/${path.slice('./'.length, -'.ts'.length)}`,
    rule,
  }));
}
