// One miner: a cache of 256 MiB, a scratchpad of 2 MiB, and eight fresh programs for each hash. It reports { hashes }.
import {
  CACHE_PAGES,
  cacheReader,
  randomXLikeProgram,
  SCRATCHPAD_PAGES,
} from '/generated/corpus/randomx-like.ts';
import { Random } from '/generated/corpus/mutate/random.ts';

const programsPerHash = 8;
/** About twenty programs a second: each runs again and again until its time is over. */
const programMs = 45;

const cache = new WebAssembly.Memory({ initial: CACHE_PAGES, maximum: CACHE_PAGES });
const scratchpad = new WebAssembly.Memory({ initial: SCRATCHPAD_PAGES });
const reader = new WebAssembly.Instance(new WebAssembly.Module(cacheReader()), {
  env: { memory: cache },
});
const imports = { e: { d: reader.exports.d, m: scratchpad } };
const random = new Random('page', self.name);

function runProgram() {
  const endMs = performance.now() + programMs;
  const program = new WebAssembly.Module(randomXLikeProgram(random));
  const { exports } = new WebAssembly.Instance(program, imports);
  do exports.d();
  while (performance.now() < endMs);
}

for (let hashes = 1; ; hashes++) {
  for (let count = 0; count < programsPerHash; count++) runProgram();
  postMessage({ hashes });
  await new Promise((resolve) => setTimeout(resolve));
}
