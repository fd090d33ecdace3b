// What the parts of an incident's page are made of: a titled card, and text of the record, which is English in every language.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { plainText } from '../../../core/report/plain-text.ts';

const MAX_SENTENCE_CHARS = 500;

interface Properties {
  readonly title: string;
  readonly name?: string;
  readonly children: ComponentChildren;
}

/** A section with its heading. */
export function Part({ title, name, children }: Properties) {
  const id = useId();
  return (
    <section class={`card part ${name ?? ''}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A sentence that the incident holds. */
export function Recorded({ of }: { of: string }) {
  return (
    <span lang="en" dir="auto">
      {plainText(of, MAX_SENTENCE_CHARS)}
    </span>
  );
}

/** Several parts of one sentence or paragraph, with the spaces between them. */
export function Spaced({ children }: { children: readonly ComponentChildren[] }) {
  const shown = children.filter((child) => child !== '' && child !== null && child !== false);
  return <>{shown.flatMap((child, at) => (at === 0 ? [child] : [' ', child]))}</>;
}
