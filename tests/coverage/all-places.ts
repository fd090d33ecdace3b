// The rows of the coverage matrix, group by group, in the order in which people read them.
import { framePlaces } from './frames.ts';
import { handedModulePlaces } from './module-handed.ts';
import { modulePlaces } from './module-ways.ts';
import type { Place } from './place.ts';
import { popupPlaces } from './popups.ts';
import { realmRaceAccessPlaces } from './realm-race-access.ts';
import { realmRaceCallbackPlaces } from './realm-race-callbacks.ts';
import { realmRaceLaterPlaces } from './realm-race-later.ts';
import { realmRaceParserPlaces } from './realm-race-parser.ts';
import { realmRacePlaces } from './realm-race.ts';
import { sharedWorkerPlaces } from './shared-workers.ts';
import { workerPolicyPlaces } from './worker-policies.ts';
import { workerPlaces } from './workers.ts';
import { workletPlaces } from './worklets.ts';
import { writtenFramePlaces } from './written-frames.ts';

export const allPlaces: readonly Place[] = [
  ...[...framePlaces, ...writtenFramePlaces, ...popupPlaces],
  ...[...realmRacePlaces, ...realmRaceCallbackPlaces, ...realmRaceParserPlaces],
  ...[...realmRaceAccessPlaces, ...realmRaceLaterPlaces],
  ...[...workerPlaces, ...workerPolicyPlaces, ...sharedWorkerPlaces],
  ...workletPlaces,
  ...[...modulePlaces, ...handedModulePlaces],
];
