// A login page's Argon2id: one call of about a quarter of a second.
demoPage.run(() =>
  hashwasm.argon2id({
    password: 'correct horse battery staple',
    salt: new TextEncoder().encode('assay-demo-salt!'),
    iterations: 3,
    parallelism: 1,
    memorySize: 65536,
    hashLength: 32,
  }),
);
