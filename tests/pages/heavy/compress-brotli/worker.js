// Packs a text and unpacks it again; both sizes and the digest are the result.
import '/site/heavy.js';
import init, { compress, decompress } from '/npm/brotli-wasm/pkg.web/brotli_wasm.js';

heavy.serve(async () => {
  await init();
  const original = new TextEncoder().encode(heavy.text(60_000, 2));
  return async () => {
    const packed = compress(original, { quality: 11 });
    const back = decompress(packed);
    return `${packed.length} of ${back.length} ${await heavy.digest(back)}`;
  };
});
