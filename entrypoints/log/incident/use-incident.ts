// One incident out of its source, read again whenever the background says that something changed. What was known stays on
// screen when a later reading fails, with the reason beside it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Incident } from '../../../core/incident/incident.ts';
import { errorText, onChange } from '../../page-kit/ask.ts';
import type { IncidentSource } from '../incident-source.ts';

/** Read again at most this often: a page that mines changes its incident every second. */
const GAP_MS = 1_000;

export interface Reading {
  /** Undefined before the first answer; null when the source does not hold it (any more). */
  readonly incident: Incident | null | undefined;
  /** Why the last reading failed; empty when it did not. */
  readonly problem: string;
  readonly readAgain: () => void;
  /** Shows what the background has just answered. */
  readonly show: (incident: Incident) => void;
}

export function useIncident(id: string, source: IncidentSource): Reading {
  const [incident, setIncident] = useState<Incident | null | undefined>(undefined);
  const [problem, setProblem] = useState('');
  const state = useRef({ isReading: false, isDue: false });
  const readAgain = useCallback(() => {
    const own = state.current;
    own.isDue = own.isReading;
    if (own.isReading) return;
    own.isReading = true;
    source
      .incidents([id])
      .then(([found = null]) => {
        setIncident(found);
        setProblem('');
      })
      .catch((error: unknown) => setProblem(errorText(error)))
      .finally(() =>
        setTimeout(() => {
          own.isReading = false;
          if (own.isDue) readAgain();
        }, GAP_MS),
      );
  }, [id, source]);
  useEffect(() => {
    readAgain();
    return onChange(readAgain);
  }, [readAgain]);
  return { incident, problem, readAgain, show: setIncident };
}
