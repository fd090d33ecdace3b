// Derives the key of a vault as KeeWeb does; the key is the result.
importScripts('/site/heavy.js', '/npm/argon2-browser/dist/argon2-bundled.min.js');

heavy.serve(() => async () => {
  const { hashHex } = await argon2.hash({
    pass: 'correct horse battery staple',
    salt: 'assay-demo-salt!',
    time: 4,
    mem: 32_768,
    hashLen: 16,
    parallelism: 1,
    type: argon2.ArgonType.Argon2d,
  });
  return hashHex;
});
