// The detectors in the order in which they are asked. A test compares this list with the folder.
import type { Detector } from './define-detector.ts';
import listedHost from './listed-host.ts';
import poolDialogue from './pool-dialogue.ts';
import staticModule from './static-module.ts';
import workerDuty from './worker-duty.ts';

export const detectors: readonly Detector<unknown>[] = [
  staticModule,
  listedHost,
  workerDuty,
  poolDialogue,
] as readonly Detector<unknown>[];
