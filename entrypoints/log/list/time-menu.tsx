// The time asked for: a span that ends now, or days of the calendar.
import { dayOf } from '../../page-kit/save-file.ts';
import { text } from '../../page-kit/text.ts';
import { midnightOf, SPANS, type Criteria, type Range } from './criteria.ts';
import { SPAN_KEYS } from './facet-words.ts';
import { Menu } from './menu.tsx';

interface Properties {
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
}

export function TimeMenu({ criteria, change }: Properties) {
  const { time } = criteria;
  const range: Range = time !== null && typeof time !== 'string' ? time : { from: null, to: null };
  const choose = (next: Criteria['time']): void => change({ ...criteria, time: next });
  const chooseRange = (next: Range): void =>
    choose(next.from === null && next.to === null ? null : next);
  return (
    <Menu label={text('log_time')} chosen={time === null ? 0 : 1}>
      {() => (
        <>
          <ul class="menu-list">
            {[null, ...SPANS].map((span) => (
              <li key={span}>
                <label class="menu-line">
                  <input
                    type="radio"
                    name="log-time"
                    checked={time === span}
                    onChange={() => choose(span)}
                  />
                  <span class="menu-value">{text(span ? SPAN_KEYS[span] : 'log_any_time')}</span>
                </label>
              </li>
            ))}
          </ul>
          <div class="menu-dates">
            <Day
              label={text('log_from')}
              at={range.from}
              set={(day) => chooseRange({ ...range, from: midnightOf(day) })}
            />
            <Day
              label={text('log_to')}
              // The end itself is outside: the day before it is the last one.
              at={range.to === null ? null : range.to - 1}
              set={(day) => chooseRange({ ...range, to: midnightOf(day, 1) })}
            />
          </div>
        </>
      )}
    </Menu>
  );
}

function Day({ label, at, set }: { label: string; at: number | null; set: (day: string) => void }) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="date"
        value={at === null ? '' : dayOf(at)}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    </label>
  );
}
