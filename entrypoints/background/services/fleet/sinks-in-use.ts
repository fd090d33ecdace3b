// The sinks of the policy with all that belongs to them: format, secret, and whose events they are, as each may know it.
import browser from 'webextension-polyfill';
import type { Origin } from '../../../../core/fleet/event.ts';
import { formats } from '../../../../core/fleet/formats.ts';
import { hexOf } from '../../../../core/hash/hex.ts';
import type { Policy } from '../../../../core/policy/policy-keys.ts';
import type { Sink, SinkSecret } from '../../../../core/policy/sink.ts';
import { digestOf } from '../digest.ts';
import { hmac, type SinkInUse } from './attempt.ts';

/** Sinks beyond are not used. */
export const MOST_SINKS = 8;

/** The first sink of each name; none where nothing may leave. @param deviceId asked when a batch is written */
export function sinksInUse(policy: Policy, deviceId: () => Promise<string>): readonly SinkInUse[] {
  if (!mayLeave(policy)) return [];
  const named = new Map<string, Sink>();
  for (const sink of policy.fleetSinks) if (!named.has(sink.name)) named.set(sink.name, sink);
  return [...named.values()].slice(0, MOST_SINKS).map((sink) => {
    const secret = policy.fleetSecrets.find((one) => one.sink === sink.name) ?? null;
    return {
      ...{ name: sink.name, sink, secret, format: formats[sink.format] },
      origin: async () => originFor(policy, sink, secret, await deviceId()),
      configuration: digestOf(JSON.stringify([sink, secret])),
    };
  });
}

/** Firefox shows people what an add-on collects; where a policy installs it, the company vouches for them. */
export function mayLeave({ fleetSinks, dataConsent }: Policy): boolean {
  return fleetSinks.length > 0 && (!import.meta.env.FIREFOX || dataConsent);
}

async function originFor(
  { deviceLabel, deviceTags, userLabel }: Policy,
  { user }: Sink,
  secret: SinkSecret | null,
  deviceId: string,
): Promise<Origin> {
  const { os } = await browser.runtime.getPlatformInfo();
  return {
    ...{ deviceId, deviceLabel, deviceTags, os },
    user: await userFor(userLabel, user, secret?.hashKey ?? ''),
    engineVersion: browser.runtime.getManifest().version,
    browser: browserOf(navigator.userAgent),
  };
}

/** A hash without a key could be looked up: without one nobody is named. */
async function userFor(label: string, how: Sink['user'], hashKey: string): Promise<Origin['user']> {
  if (label === '' || how === 'nothing') return null;
  if (how === 'label') return { name: label };
  if (hashKey === '') return null;
  const bytes = await hmac(new TextEncoder().encode(hashKey), label);
  return { hash: hexOf(bytes) };
}

const BROWSERS = [
  ['Edge', /\bEdg\/([\d.]+)/],
  ['Opera', /\bOPR\/([\d.]+)/],
  ['Firefox', /\bFirefox\/([\d.]+)/],
  ['Chromium', /\bChrom(?:e|ium)\/([\d.]+)/],
] as const;

/** Chrome and Chromium call themselves the same. */
export function browserOf(userAgent: string): Origin['browser'] {
  for (const [name, mark] of BROWSERS) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version };
  }
  return { name: '', version: '' };
}
