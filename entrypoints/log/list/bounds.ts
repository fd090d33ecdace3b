// How many incidents the log keeps, for how long, and whose word that is. Pure.
import type { InForce } from '../../../core/protocol/questions.ts';

export interface Bounds {
  readonly incidents: number;
  readonly days: number;
  /** Whether the company has set the number. */
  readonly isCompanys: boolean;
}

/** Null where the keys are not known. */
export function boundsOf({ keys }: Pick<InForce, 'keys'>): Bounds | null {
  const of = (name: string) => keys.find((key) => key.name === name);
  const [incidents, days] = [of('keepIncidents'), of('keepDays')];
  if (!incidents || !days) return null;
  return {
    incidents: Number(incidents.value),
    days: Number(days.value),
    isCompanys: incidents.source.startsWith('company'),
  };
}
