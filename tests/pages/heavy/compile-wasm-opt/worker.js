// Optimises the module of a compressor; the digest of the output is the result.
import '/site/heavy.js';
import binaryen from '/npm/binaryen/index.js';

heavy.serve(async () => {
  const path = '/npm/@jsquash/webp/codec/dec/webp_dec.wasm';
  const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(1);
  return async () => {
    const module = binaryen.readBinary(bytes);
    module.optimize();
    const output = module.emitBinary();
    module.dispose();
    return `${output.length} ${await heavy.digest(output)}`;
  };
});
