// What happened on this device today and in the last seven days, in one line each.
import type { PeriodFigures } from '../../core/protocol/questions.ts';
import { Pairs } from '../page-kit/parts.tsx';
import { counted, text } from '../page-kit/text.ts';
import { useAnswer } from '../page-kit/use-answer.ts';

export function Periods() {
  const { value, problem } = useAnswer('overview', {});
  // The state of the tab is above and says whether the background answers.
  if (value === null && problem !== '') return null;
  const bone = <span class="bone bone-line" />;
  return (
    <section class="periods" aria-busy={value === null}>
      <Pairs
        kind="figures"
        of={[
          [text('popup_today'), value ? <Figures of={value.today} /> : bone],
          [text('popup_week'), value ? <Figures of={value.week} /> : bone],
        ]}
      />
    </section>
  );
}

function Figures({ of: { incidents, blocked, sites } }: { of: PeriodFigures }) {
  if (incidents === 0) return <span class="quiet">{text('popup_nothing')}</span>;
  return (
    <>
      <b>{counted('incidents', incidents)}</b>{' '}
      <span class="quiet">
        {text('popup_period', { blocked, sites: counted('popup_sites', sites) })}
      </span>
    </>
  );
}
