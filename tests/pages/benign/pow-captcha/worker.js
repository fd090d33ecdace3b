// Solves a fixed puzzle with friendly-pow's solver, as its widget does: several small nonce searches, then done.
import { difficultyToThreshold } from '/npm/friendly-pow/encoding.js';
import { instantiateWasmSolver } from '/npm/friendly-pow/loader.js';

const searches = 24;
const inputBytes = 128;
const threshold = difficultyToThreshold(150);

async function solve() {
  const wasm = await (await fetch('/npm/friendly-pow/wasm/optimized.wasm')).arrayBuffer();
  const { exports } = await instantiateWasmSolver(await WebAssembly.compile(wasm));
  const pointer = exports.__retain(
    exports.__allocArray(exports.Uint8Array_ID, new Uint8Array(inputBytes)),
  );
  const nonces = [];
  for (let index = 0; index < searches; index += 1) {
    const input = exports.__getUint8Array(pointer);
    input.fill(0);
    input.set(new TextEncoder().encode('assay demo puzzle, always same'));
    input[120] = index;
    exports.__release(exports.solveBlake2b(pointer, threshold, 2 ** 32 - 1));
    const solved = exports.__getUint8Array(pointer);
    nonces.push(new DataView(solved.buffer, solved.byteOffset).getUint32(124, true));
  }
  return nonces.join(' ');
}

solve().then(
  (result) => postMessage({ result }),
  (error) => postMessage({ error: { name: error.name, message: error.message } }),
);
