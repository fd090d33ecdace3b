// The trained classifier as data. Written by `npm run train`; do not edit by hand.
// From tests/corpus/vectors.jsonl.gz, whose unpacked rows have the sha256
// 6e4556d9b0d257cf9b2a9d17e99fcbfed65dc8b195631650c966575c16724aac.
import type { ModelData } from './evaluate.ts';

export const modelData: ModelData = {
  points:
    'arithmeticKernelPercent 14.3:118,constants 0.5:468 2:107,hotStretchPercent 2.8:46 10:437 46:36,kernelSharePercent 5.3:268 35.7:7 38.85:206,mixerCount 2:157 3:27,nonceLoops 2:110 17:76 53:7,scratchpadBits 20:908',
  start: -3.671875,
  suspected: 1.01,
  confirmed: 7.7,
};
