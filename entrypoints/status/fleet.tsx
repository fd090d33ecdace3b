// What leaves for the company's own sinks: how each fares, what waits, what was refused and why; and a copy of what was sent, so
// that whoever uses this browser can read what it says of them.
import { useState } from 'preact/hooks';
import type { FleetSink, FleetState } from '../../core/protocol/questions.ts';
import { ask, errorText } from '../page-kit/ask.ts';
import { timeText, numberText } from '../page-kit/format.ts';
import { Foreign, NoAnswer } from '../page-kit/parts.tsx';
import { dayOf, saveFile } from '../page-kit/save-file.ts';
import { counted, text } from '../page-kit/text.ts';
import { useAnswer } from '../page-kit/use-answer.ts';

const LOOK_EVERY_MS = 5_000;

export function Fleet() {
  const { value, problem, askAgain } = useAnswer('fleet', {}, LOOK_EVERY_MS);
  return (
    <section id="fleet" class="card" aria-labelledby="fleet-title">
      <h2 id="fleet-title">{text('status_fleet')}</h2>
      {problem !== '' && <NoAnswer problem={problem} askAgain={askAgain} />}
      {value && !value.isOn && <p class="quiet">{text('status_fleet_off')}</p>}
      {value?.isOn && <Sending state={value} askAgain={askAgain} />}
    </section>
  );
}

function Sending({ state, askAgain }: { state: FleetState; askAgain: () => void }) {
  const { sinks, parked, refusals, deviceId } = state;
  return (
    <>
      <p>
        {waitingText(state)}{' '}
        <span class="quiet">{text('status_fleet_device', { device: deviceId })}</span>
      </p>
      <div class="sinks">
        <table>
          <thead>
            <tr>
              <th scope="col">{text('status_fleet_sink')}</th>
              <th scope="col">{text('status_fleet_taken')}</th>
              <th scope="col">{text('status_fleet_last')}</th>
              <th scope="col">{text('status_fleet_state')}</th>
            </tr>
          </thead>
          <tbody>
            {sinks.map((sink) => (
              <Sink key={sink.name} of={sink} />
            ))}
          </tbody>
        </table>
      </div>
      {parked > 0 && <p id="parked">{counted('status_fleet_parked', parked)}</p>}
      <ul class="refusals">
        {refusals.map(({ sink, at, why }, index) => (
          <li key={index}>
            {timeText(at)} <code>{sink}</code>{' '}
            <span lang="en">
              <Foreign of={why} most={300} />
            </span>
          </li>
        ))}
      </ul>
      <Actions hasParked={parked > 0} askAgain={askAgain} />
    </>
  );
}

function Sink({ of }: { of: FleetSink }) {
  const { name, format, address, taken, takenAt, problem, nextAt } = of;
  return (
    <tr>
      <th scope="row">
        {name} <span class="quiet">{format}</span>
        <div class="quiet address">
          <Foreign of={address} most={300} />
        </div>
      </th>
      <td>{numberText(taken)}</td>
      <td>{takenAt === null ? text('status_fleet_never') : timeText(takenAt)}</td>
      <td>
        {problem === '' ? (
          text('status_fleet_fine')
        ) : (
          <span class="problem" lang="en">
            <Foreign of={problem} most={300} />
          </span>
        )}
        {nextAt !== null && (
          <div class="quiet">{text('status_fleet_next', { when: timeText(nextAt) })}</div>
        )}
      </td>
    </tr>
  );
}

function Actions({ hasParked, askAgain }: { hasParked: boolean; askAgain: () => void }) {
  const [said, say] = useState('');
  const attempt = (again: boolean): void => {
    say('');
    ask('fleet-try', { again })
      .then(askAgain)
      .catch((error: unknown) => say(errorText(error)));
  };
  const save = (): void => {
    say('');
    saveSent(say).catch((error: unknown) => say(errorText(error)));
  };
  return (
    <div class="actions">
      <button id="send-now" type="button" onClick={() => attempt(false)}>
        {text('status_fleet_try')}
      </button>
      {hasParked && (
        <button id="send-again" type="button" onClick={() => attempt(true)}>
          {text('status_fleet_again')}
        </button>
      )}
      <button id="export-sent" type="button" onClick={save}>
        {text('status_fleet_export')}
      </button>
      <span role="status">{said}</span>
    </div>
  );
}

async function saveSent(say: (words: string) => void): Promise<void> {
  const sent = await ask('fleet-sent', {});
  if (sent.length === 0) {
    say(text('status_fleet_nothing_sent'));
    return;
  }
  const now = Date.now();
  const document = { schemaVersion: 1, exportedAt: new Date(now).toISOString(), sent };
  const name = `assay-sent-${dayOf(now)}.json`;
  saveFile(`${JSON.stringify(document, null, 2)}\n`, 'application/json', name);
}

function waitingText({ waiting, oldestAt }: FleetState): string {
  if (waiting === 0 || oldestAt === null) return text('status_fleet_nothing_waits');
  return counted('status_fleet_waiting', waiting, { since: timeText(oldestAt) });
}
