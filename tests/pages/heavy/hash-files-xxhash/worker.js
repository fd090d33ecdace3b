// Digests a gigabyte in chunks; the digest is the result.
import '/site/heavy.js';
import xxhash from '/npm/xxhash-wasm/esm/xxhash-wasm.js';

const chunk = heavy.bytes(1024 * 1024, 12);

heavy.serve(async () => {
  const { create64 } = await xxhash();
  return () => {
    const hasher = create64();
    for (let at = 0; at < 1024; at += 1) hasher.update(chunk);
    return hasher.digest().toString(16);
  };
});
