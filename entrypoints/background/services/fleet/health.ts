// What a browser tells of itself: that it is protected and by what, and that other values of the policy are in force.
import type { Heartbeat } from '../../../../core/fleet/event.ts';
import type { InForce } from '../../../../core/protocol/questions.ts';
import type { Policy } from '../../../../core/policy/policy-keys.ts';
import type { SinkState } from '../../../../core/fleet/sink-state.ts';
import type { Make, QueueState, Totals } from '../../store/outbox-store.ts';
import { digestOf } from '../digest.ts';

export function heartbeat(
  policy: Policy,
  now: InForce,
  totals: Totals,
  sinks: readonly SinkState[],
): Make {
  return (tally) => ({
    event: {
      ...{ kind: 'heartbeat', severity: 'informational' },
      heartbeat: {
        ...tally,
        nextWithinMinutes: Math.ceil(policy.heartbeatMinutes * (1 + SPREAD)),
        ...{ mode: policy.mode, isManaged: now.isManaged, policyHash: now.policyHash },
        ignoredKeys: now.ignored.length,
        rulePack: now.rules.pack?.version ?? 0,
        hostsListed: Object.values(now.hostsListed).reduce((sum, hosts) => sum + hosts, 0),
        ...{ selfTestFailures: now.selfTest.failed, gaps: now.gapNames },
        queue: queueOf(totals, sinks),
      },
    },
  });
}

/** Of the time between two heartbeats: 10,000 browsers that started together must not tell of themselves together. */
export const SPREAD = 0.2;

function queueOf(
  { queue, pending, oldestAt, parked }: Totals,
  sinks: readonly SinkState[],
): Heartbeat['queue'] {
  return {
    ...{ waiting: queue.events + pending, sizeBytes: queue.sizeBytes, oldestAt, parked },
    failing: sinks.filter(({ problem }) => problem !== null).map(({ name }) => name),
  };
}

/** Nothing, where the sinks know these values. */
export async function policyChange(policy: Policy, now: InForce): Promise<Make> {
  const keys = await digestsOf(now);
  return (_tally, { policy: told }) => {
    if (told?.hash === now.policyHash) return null;
    const changedKeys = told
      ? Object.keys(keys).filter((name) => keys[name] !== told.keys[name])
      : now.keys.filter(({ source }) => source !== 'default').map(({ name }) => name);
    const change = {
      ...{ policyHash: now.policyHash, previousHash: told?.hash ?? '' },
      ...{ isManaged: now.isManaged, mode: policy.mode, changedKeys },
      ignoredKeys: now.ignored.length,
    };
    return {
      event: { kind: 'policy-changed', severity: 'informational', change },
      policy: { hash: now.policyHash, keys },
    };
  };
}

async function digestsOf({ keys }: InForce): Promise<NonNullable<QueueState['policy']>['keys']> {
  const digests = keys.map(
    async ({ name, value }) => [name, (await digestOf(value)).slice(0, 16)] as const,
  );
  return Object.fromEntries(await Promise.all(digests));
}
