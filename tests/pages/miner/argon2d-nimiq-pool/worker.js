// Nimiq's own Argon2d kernel searches many nonces inside one call, so that almost all time passes inside the module. It
// takes { job, firstNonce }, newer jobs as they come, and posts { hashes } and { share }.
importScripts('/npm/@nimiq/core-web/worker-wasm.js');

const noncesPerCall = 64;
const memoryKiB = 512;
const nonceSpacing = 2 ** 24;
/** Nimiq's compact form of a target that one hash in 256 meets, as the pool asks. */
const compactTarget = 0x2000ffff;
let current = null;

function loadKernel() {
  return new Promise((resolve, reject) => {
    const kernel = Module({
      wasmBinaryFile: '/npm/@nimiq/core-web/worker-wasm.wasm',
      print() {},
      printErr() {},
      onAbort: reject,
      onRuntimeInitialized() {
        setTimeout(() => {
          delete kernel.then; // a thenable that never settles
          resolve({ kernel });
        });
      },
    });
  });
}

/** Searches one range of nonces and returns { next, share }. */
function search(kernel, job, from) {
  const input = Uint8Array.from(job.blob.match(/../g), (hex) => parseInt(hex, 16));
  const inputAt = kernel._malloc(input.length);
  const hashAt = kernel._malloc(32);
  kernel.HEAPU8.set(input, inputAt);
  const end = from + noncesPerCall;
  const found = kernel._nimiq_argon2_target(
    hashAt,
    inputAt,
    input.length,
    compactTarget,
    from,
    end,
    memoryKiB,
  );
  // Nimiq compares the first bytes and the pool the last ones: hand the hash over in reverse.
  const result = toHex(kernel.HEAPU8.slice(hashAt, hashAt + 32).reverse());
  kernel._free(inputAt);
  kernel._free(hashAt);
  if (found === end) return { next: end, share: null };
  return {
    next: found + 1,
    share: { job_id: job.job_id, nonce: found.toString(16).padStart(8, '0'), result },
  };
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function mine(firstNonce) {
  const { kernel } = await loadKernel();
  let hashes = 0;
  for (let from = firstNonce; ;) {
    const { next, share } = search(kernel, current, from);
    hashes += next - from;
    from = next;
    postMessage({ hashes });
    if (share) postMessage({ share });
    await new Promise((resolve) => setTimeout(resolve)); // let newer jobs in
  }
}

onmessage = ({ data: { job, firstNonce } }) => {
  const idle = current === null;
  current = job;
  if (!idle) return;
  mine(firstNonce * nonceSpacing).catch((error) => {
    postMessage({
      error: { name: error?.name ?? 'Error', message: error?.message ?? String(error) },
    });
  });
};
