// The footer: which engine runs, how many hosts it knows and what it dropped. Numbers that stay at zero are the
// proof that nothing was lost; others are the first place to look.
import type { Diagnostics } from '../../../core/protocol/questions.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { ask } from '../../page-kit/ask.ts';
import { byId, element } from '../../page-kit/dom.ts';
import { CATEGORY_WORDS, counted } from '../../page-kit/format.ts';

/** Asks, shows, and gives back the engine version for exports. Rejects when the background does not answer. */
export async function showDiagnostics(): Promise<string> {
  const diagnostics = await ask('diagnostics', {});
  byId('diagnostics-summary', HTMLElement).textContent = summary(diagnostics);
  const named = Object.entries(diagnostics.hostsListed).map(
    ([category, count]) => [CATEGORY_WORDS[category] ?? category, count] as const,
  );
  byId('diagnostics-body', HTMLElement).replaceChildren(
    numbers('Listed hosts', named, 'No host list is loaded.'),
    numbers('Dropped or failed', Object.entries(diagnostics.counters), 'Nothing was dropped.'),
  );
  return diagnostics.engineVersion;
}

function summary({ engineVersion, hostsListed, counters }: Diagnostics): string {
  const sum = (all: Readonly<Record<string, number>>) =>
    Object.values(all).reduce((a, b) => a + b, 0);
  const dropped = sum(counters);
  const health =
    dropped === 0 ? 'nothing dropped' : `${counted(dropped, 'event')} dropped or failed`;
  return `Engine ${plainText(engineVersion, 40)} · ${counted(sum(hostsListed), 'listed host')} · ${health}`;
}

function numbers(
  title: string,
  entries: readonly (readonly [name: string, count: number])[],
  none: string,
): HTMLElement {
  const lines = entries.flatMap(([name, count]) => [
    element('dt', {}, plainText(name, 80)),
    element('dd', {}, count.toLocaleString('en-GB')),
  ]);
  const body =
    lines.length > 0 ? element('dl', {}, ...lines) : element('p', { class: 'quiet' }, none);
  return element('section', {}, element('h2', {}, title), body);
}
