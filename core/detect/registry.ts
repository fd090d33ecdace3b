// The detectors in the order in which they are asked; of equal points the earlier one is named first. A test compares this list with the folder.
import type { Detector } from './define-detector.ts';
import jitStream from './jit-stream.ts';
import listedHost from './listed-host.ts';
import poolDialogue from './pool-dialogue.ts';
import staticModule from './static-module.ts';
import staticSource from './static-source.ts';
import workerDuty from './worker-duty.ts';

export const detectors: readonly Detector<unknown>[] = [
  staticModule,
  staticSource,
  listedHost,
  poolDialogue,
  workerDuty,
  jitStream,
] as readonly Detector<unknown>[];
