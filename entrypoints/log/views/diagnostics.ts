// The footer: which engine runs, which rules are in force, how many hosts they list and what was dropped. Numbers that stay at zero are the
// proof that nothing was lost; others are the first place to look.
import type { Diagnostics, RulesState } from '../../../core/protocol/questions.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { ask } from '../../page-kit/ask.ts';
import { byId, element } from '../../page-kit/dom.ts';
import { CATEGORY_WORDS, counted, exactTime } from '../../page-kit/format.ts';

/** Asks, shows, and gives them back for exports. Rejects when the background does not answer. */
export async function showDiagnostics(): Promise<Diagnostics> {
  const diagnostics = await ask('diagnostics', {});
  byId('diagnostics-summary', HTMLElement).textContent = summary(diagnostics);
  const named = Object.entries(diagnostics.hostsListed).map(
    ([category, count]) => [CATEGORY_WORDS[category] ?? category, count] as const,
  );
  byId('diagnostics-body', HTMLElement).replaceChildren(
    rulesInForce(diagnostics.rules),
    numbers('Listed hosts', named, 'No host list is loaded.'),
    numbers('Dropped or failed', Object.entries(diagnostics.counters), 'Nothing was dropped.'),
  );
  return diagnostics;
}

function summary({ engineVersion, hostsListed, counters }: Diagnostics): string {
  const sum = (all: Readonly<Record<string, number>>) =>
    Object.values(all).reduce((a, b) => a + b, 0);
  const dropped = sum(counters);
  const health =
    dropped === 0 ? 'nothing dropped' : `${counted(dropped, 'event')} dropped or failed`;
  return `Engine ${plainText(engineVersion, 40)} · ${counted(sum(hostsListed), 'listed host')} · ${health}`;
}

/** A pack's words are its signer's: shown as text, like a page's. */
function rulesInForce({ pack, feed, checkedAt, outcome }: RulesState): HTMLElement {
  const inForce = pack
    ? `Rule pack ${pack.version} from ${plainText(pack.from, 100)}, until ${pack.expiresAt}.`
    : 'The rules that ship with this version.';
  const look = checkedAt === null ? '' : ` (${exactTime(checkedAt)})`;
  const asked =
    feed === '' ? outcome : `${plainText(feed, 200)}: ${plainText(outcome, 400)}${look}`;
  return element(
    'section',
    { class: 'diagnostics-rules' },
    element('h2', {}, 'Rules'),
    element('p', {}, inForce),
    element('p', { class: 'quiet' }, asked),
  );
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
