// What happened, as one line for people: the message of a log record. It names what the other fields hold and adds nothing.
import { titleOf } from '../../report/ocsf.ts';
import { plainText } from '../../report/plain-text.ts';
import type { Dropped, FleetEvent, Heartbeat, PolicyChange } from '../event.ts';

const MAX_CHARS = 1_000;

/** One line, bounded. */
export function lineOf(event: FleetEvent): string {
  return plainText(sentencesOf(event), MAX_CHARS);
}

function sentencesOf(event: FleetEvent): string {
  switch (event.kind) {
    case 'incident':
      return `${titleOf(event.incident)}. ${plainText(event.incident.action, 500)}`;
    case 'heartbeat':
      return heartbeatLine(event.heartbeat);
    case 'policy-changed':
      return policyLine(event.change);
    case 'events-dropped':
      return droppedLine(event.dropped);
  }
}

function heartbeatLine({ mode, counts, since, queue, ...rest }: Heartbeat): string {
  return [
    `Protected, mode ${mode}`,
    `incidents since ${new Date(since).toISOString()}: ${counts.incidents}`,
    `events waiting: ${queue.waiting}`,
    ...named('not covered', rest.gaps),
    ...named('self-test failed', rest.selfTestFailures),
    ...named('failing sinks', queue.failing),
  ].join('; ');
}

function policyLine({ mode, changedKeys, ignoredKeys }: PolicyChange): string {
  const keys = [...named('changed', changedKeys), `values ignored: ${ignoredKeys}`];
  return [`Another policy is in force, mode ${mode}`, ...keys].join('; ');
}

function droppedLine({ events, firstSeq, lastSeq, why }: Dropped): string {
  const reasons = { age: 'too old', size: 'the queue was full', 'disk-full': 'the disk was full' };
  return `Events of numbers ${firstSeq} to ${lastSeq} that were dropped before they were sent: ${events}; ${reasons[why]}`;
}

function named(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}
