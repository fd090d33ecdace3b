// The trained classifier as data. Written by `npm run train`; do not edit by hand.
// From tests/corpus/vectors.jsonl.gz, whose unpacked rows have the sha256
// 413bb4895d42fdb9be8e08594d0c6d25917fce2bfac43319f7e65075ba29e9df.
import type { ModelData } from './evaluate.ts';

export const modelData: ModelData = {
  points:
    'arithmeticKernelPercent 15.9:43 37.05:23,constants 0.5:540 2:117,hotStretchPercent 4.5:64 9.6:632 45.7:68,kernelSharePercent 3:27 20.4:133 37.2:175,mixerCount 2:156 3:12,nonceLoops 16:107,scratchpadBits 20:798',
  start: -3.65234375,
  suspected: 1.11,
  confirmed: 6.86,
};
