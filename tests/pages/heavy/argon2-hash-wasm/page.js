// Logs in again and again; the hash of the password is the result.
heavy.run(
  () => () =>
    hashwasm.argon2id({
      password: 'correct horse battery staple',
      salt: new TextEncoder().encode('assay-demo-salt!'),
      iterations: 2,
      parallelism: 1,
      memorySize: 65_536,
      hashLength: 16,
    }),
);
