// The detectors in the order in which they are asked; of equal points the earlier one is named first. A test compares this list with the folder.
import darkCode from './dark-code.ts';
import darkLoad from './dark-load.ts';
import darkSocket from './dark-socket.ts';
import type { Detector } from './define-detector.ts';
import examinedTab from './examined-tab.ts';
import gpuWork from './gpu-work.ts';
import jitStream from './jit-stream.ts';
import listedHost from './listed-host.ts';
import minerDownload from './miner-download.ts';
import miningDashboard from './mining-dashboard.ts';
import miningExtension from './mining-extension.ts';
import poolDialogue from './pool-dialogue.ts';
import poolRhythm from './pool-rhythm.ts';
import staticModule from './static-module.ts';
import staticSource from './static-source.ts';
import unseenModule from './unseen-module.ts';
import work from './work.ts';

export const detectors: readonly Detector<unknown>[] = [
  staticModule,
  staticSource,
  darkCode,
  examinedTab,
  listedHost,
  poolDialogue,
  poolRhythm,
  jitStream,
  unseenModule,
  work,
  gpuWork,
  darkLoad,
  darkSocket,
  minerDownload,
  miningDashboard,
  miningExtension,
] as readonly Detector<unknown>[];
