// The footer: which engine runs, which rules are in force, how many hosts they list, what was dropped, and what was removed from the
// log. Numbers that stay at zero are the proof that nothing was lost; others are the first place to look.
import type { Deletion, Diagnostics, RulesState } from '../../../core/protocol/questions.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { exactTime, numberText, sumOf } from '../../page-kit/format.ts';
import { categoryWords } from '../../page-kit/policy-words.tsx';
import { counted, text, type TextKey } from '../../page-kit/text.ts';

const MOST_DELETIONS = 20;
const WHY_KEYS = {
  person: 'log_removed_person',
  age: 'log_removed_age',
  number: 'log_removed_number',
} as const satisfies Record<Deletion['why'], TextKey>;

type Numbers = readonly (readonly [name: string, count: number])[];

export function Footer({ diagnostics }: { diagnostics: Diagnostics | null }) {
  return (
    <footer class="bottom">
      <details id="diagnostics">
        <summary id="diagnostics-summary">
          {diagnostics ? summaryOf(diagnostics) : text('log_diagnostics')}
        </summary>
        {diagnostics && <Body of={diagnostics} />}
      </details>
    </footer>
  );
}

function summaryOf({ engineVersion, hostsListed, counters }: Diagnostics): string {
  const dropped = sumOf(counters);
  return [
    text('log_engine', { version: plainText(engineVersion, 40) }),
    counted('log_listed_hosts', sumOf(hostsListed)),
    dropped === 0 ? text('log_nothing_dropped') : counted('log_events_dropped', dropped),
  ].join(' · ');
}

function Body({ of }: { of: Diagnostics }) {
  const listed = Object.entries(of.hostsListed).map(
    ([category, count]) => [categoryWords(category), count] as const,
  );
  return (
    <div class="diagnostics-body">
      <Rules of={of.rules} />
      <NumberList title={text('log_hosts_listed')} of={listed} none={text('log_no_list')} />
      <NumberList
        title={text('log_dropped')}
        of={Object.entries(of.counters)}
        none={text('log_nothing_was_dropped')}
      />
      <Deletions of={of.deletions} />
    </div>
  );
}

/** A pack's words are its signer's: shown as text, like a page's. */
function Rules({ of: { pack, feed, checkedAt, outcome } }: { of: RulesState }) {
  const said = plainText(outcome, 400);
  const looked = checkedAt === null ? '' : ` (${exactTime(checkedAt)})`;
  return (
    <section class="diagnostics-rules">
      <h2>{text('log_rules')}</h2>
      <p>
        {pack
          ? text('log_rule_pack', {
              version: String(pack.version),
              from: plainText(pack.from, 100),
              until: plainText(pack.expiresAt, 40),
            })
          : text('log_own_rules')}
      </p>
      <p class="quiet">{feed === '' ? said : `${plainText(feed, 200)}: ${said}${looked}`}</p>
    </section>
  );
}

function NumberList({ title, of, none }: { title: string; of: Numbers; none: string }) {
  return (
    <section>
      <h2>{title}</h2>
      {of.length === 0 ? (
        <p class="quiet">{none}</p>
      ) : (
        <dl>
          {of.map(([name, count]) => [
            <dt key={name}>{plainText(name, 80)}</dt>,
            <dd key={`${name} count`}>{numberText(count)}</dd>,
          ])}
        </dl>
      )}
    </section>
  );
}

function Deletions({ of }: { of: readonly Deletion[] }) {
  return (
    <section id="deletions">
      <h2>{text('log_removed')}</h2>
      {of.length === 0 && <p class="quiet">{text('log_nothing_removed')}</p>}
      <ul>
        {of.slice(0, MOST_DELETIONS).map(({ at, removed, why }) => (
          <li key={`${at} ${why}`}>
            {exactTime(at)}: {counted('incidents', removed)}, {text(WHY_KEYS[why])}
          </li>
        ))}
      </ul>
    </section>
  );
}
