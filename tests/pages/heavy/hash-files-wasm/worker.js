// Digests sixteen megabytes in chunks, as a file is read; the start of each digest is the result.
importScripts('/site/heavy.js', '/npm/hash-wasm/dist/index.umd.min.js');

const chunk = heavy.bytes(1024 * 1024, 11);

heavy.serve(async () => {
  const { createBLAKE3, createSHA256, createSHA3 } = hashwasm;
  const hashers = await Promise.all([createSHA256(), createBLAKE3(), createSHA3(256)]);
  return () => {
    const digest = (hasher) => {
      hasher.init();
      for (let at = 0; at < 16; at += 1) hasher.update(chunk);
      return hasher.digest('hex').slice(0, 16);
    };
    return hashers.map(digest).join(' ');
  };
});
