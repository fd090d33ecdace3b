// All keys of the policy, in the order in which people see them. Types, defaults, the browser's schema, the templates and the
// documentation are made from this list alone.
import type { PolicyKey } from './define-key.ts';
import * as detection from './keys/detection.ts';
import * as fleet from './keys/fleet.ts';
import * as log from './keys/log.ts';
import * as people from './keys/people.ts';
import * as response from './keys/response.ts';
import * as sites from './keys/sites.ts';
import * as upkeep from './keys/upkeep.ts';

// Named one by one: a module's own order of names is that of the alphabet.
const { mode, cryptojacking, deliberateMining, miningDashboards } = response;
const { minerDownloads, miningExtensions } = response;
const { additionalHosts, exceptedHosts, exceptedSites } = sites;
const { suspectedFrom, confirmedFrom, disabledDetectors, forensics } = detection;
const { peopleMay, organisationName, contact, blockedPageText } = people;
const { pageNotice, notifications } = people;
const { storedAddress, storedAddressOfPrivateWindows, storeTitles, keepDays, keepIncidents } = log;
const { ruleFeedUrl, ruleFeedKey, energyPriceCents, currency, wattsPerCore } = upkeep;
const { deviceLabel, deviceTags, userLabel } = fleet;
const { dataConsent, fleetSinks, fleetSecrets, heartbeatMinutes } = fleet;
const { fleetBatchSeconds, fleetQueueDays, fleetQueueMegabytes } = fleet;

export const policyKeys = {
  ...{ mode, cryptojacking, deliberateMining, miningDashboards, minerDownloads, miningExtensions },
  ...{ additionalHosts, exceptedHosts, exceptedSites },
  ...{ suspectedFrom, confirmedFrom, disabledDetectors, forensics },
  ...{ peopleMay, organisationName, contact, blockedPageText, pageNotice, notifications },
  ...{ storedAddress, storedAddressOfPrivateWindows, storeTitles, keepDays, keepIncidents },
  ...{ ruleFeedUrl, ruleFeedKey },
  ...{ deviceLabel, deviceTags, userLabel },
  ...{ dataConsent, fleetSinks, fleetSecrets, heartbeatMinutes },
  ...{ fleetBatchSeconds, fleetQueueDays, fleetQueueMegabytes },
  ...{ energyPriceCents, currency, wattsPerCore },
} as const;

export type KeyName = keyof typeof policyKeys;
type ValueOf<Key> = Key extends PolicyKey<infer Value> ? Value : never;

/** What is in force: a value for every key. */
export type Policy = { readonly [Name in KeyName]: ValueOf<(typeof policyKeys)[Name]> };

export const keyNames = Object.keys(policyKeys) as readonly KeyName[];

export const DEFAULT_POLICY = Object.fromEntries(
  keyNames.map((name) => [name, policyKeys[name].default]),
) as unknown as Policy;

/** The key with any value, where the kind does not matter. */
export function keyOf(name: KeyName): PolicyKey<unknown> {
  return policyKeys[name];
}

export function isKeyName(name: string): name is KeyName {
  return Object.hasOwn(policyKeys, name);
}
