// One processor of the emulator: compiles a block, runs it once for its result and then many times, as hot code runs.
// All blocks stay alive. It posts the checksum of all first results.
import { emulatorBlock } from '/generated/corpus/jit-streams.ts';
import { Random } from '/generated/corpus/mutate/random.ts';

const blocks = 150;
const blockMs = 65;
/** Ours are smaller than the real ones (82 kB each): generating them must not be what keeps the worker busy. */
const shrunkBy = 6;

const random = new Random('emulator page', self.name);
const helpers = Array.from({ length: 60 }, (_, index) => [`h${index}`, (value) => value]);
const importsOf = (memory) => ({ e: { ...Object.fromEntries(helpers), m: memory } });
const machine = importsOf(new WebAssembly.Memory({ initial: 1 }));
const scratch = importsOf(new WebAssembly.Memory({ initial: 1 }));
const alive = [];
let checksum = 0;

function runBlock() {
  const endMs = performance.now() + blockMs;
  const index = alive.length;
  const module = new WebAssembly.Module(emulatorBlock(random, shrunkBy));
  const { exports } = new WebAssembly.Instance(module, machine);
  checksum = (Math.imul(checksum, 31) + exports.f(index)) | 0;
  const hot = new WebAssembly.Instance(module, scratch).exports;
  while (performance.now() < endMs) hot.f(index);
  alive.push({ exports, hot });
  if (alive.length < blocks) setTimeout(runBlock);
  else postMessage(`${blocks} blocks ${(checksum >>> 0).toString(16)}`);
}

runBlock();
