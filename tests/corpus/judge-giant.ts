// One giant in a process of its own, for the tests of time and memory: `node --expose-gc judge-giant.ts NAME whole|stream`
// prints what the judgement cost as JSON.
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeModule, ModuleJudge } from '../../core/engine.ts';
import { walkerMemory } from '../../core/wasm/walker-instance.ts';
import { GIANTS } from './giants.ts';

const [name = '', how = 'whole'] = process.argv.slice(2);
const make = GIANTS[name];
if (!make)
  throw new Error(`There is no giant "${name}". Known: ${Object.keys(GIANTS).join(', ')}.`);
judgeModule(new Uint8Array(0), []);
const bytes = make();
// Buffers are given back some time after the collection that found them unused.
for (let i = 0; i < 3; i++) {
  globalThis.gc?.();
  await sleep(30);
}
const before = usedBytes();
let largest = before;
const start = performance.now();
const judge = new ModuleJudge([]);
const pieceBytes = how === 'stream' ? 64 * 1024 : bytes.length;
for (let from = 0; from < bytes.length; from += pieceBytes) {
  judge.push(bytes.subarray(from, from + pieceBytes));
  largest = Math.max(largest, usedBytes());
}
const { features, truncatedAt, error } = judge.finish();
const ms = performance.now() - start;
const addedBytes = largest - before + walkerMemory().length;
process.stdout.write(
  JSON.stringify({ ms, addedBytes, sizeBytes: bytes.length, truncatedAt, error, features }),
);

/** Buffers and objects, garbage included; the memory of the walker is not among them. */
function usedBytes(): number {
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}
