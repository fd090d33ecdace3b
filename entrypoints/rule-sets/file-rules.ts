// The source rules for whole files, those of pages included. Only the background carries them.
import type { SourceRule } from '../../core/source/define-source-rule.ts';
import type { LoadedSourceRule } from '../../core/source/judge-source.ts';
import { loaded } from './source-rules.ts';

const files = import.meta.glob<SourceRule>('./**/*.ts', {
  base: '/rules/source/',
  eager: true,
  import: 'default',
});

/** Every rule below rules/source, with its id. */
export function fileRules(): readonly LoadedSourceRule[] {
  return loaded(files);
}
