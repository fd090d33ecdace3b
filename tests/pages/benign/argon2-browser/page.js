// Argon2id as KeePass-like web apps use it: 16 MiB, two passes.
demoPage.run(async () => {
  const { hashHex } = await argon2.hash({
    pass: 'correct horse battery staple',
    salt: 'assay-demo-salt!',
    time: 2,
    mem: 16384,
    hashLen: 32,
    parallelism: 1,
    type: argon2.ArgonType.Argon2id,
  });
  return hashHex;
});
