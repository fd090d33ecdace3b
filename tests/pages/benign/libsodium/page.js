// crypto_pwhash, then secretbox with a fixed nonce: the ciphertext is the same everywhere.
demoPage.run(async () => {
  await sodium.ready;
  const salt = sodium.from_string('assay-demo-salt!');
  const key = sodium.crypto_pwhash(
    sodium.crypto_secretbox_KEYBYTES,
    'correct horse battery staple',
    salt,
    sodium.crypto_pwhash_OPSLIMIT_INTERACTIVE,
    sodium.crypto_pwhash_MEMLIMIT_INTERACTIVE,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  const nonce = new Uint8Array(sodium.crypto_secretbox_NONCEBYTES).fill(7);
  return sodium.to_hex(sodium.crypto_secretbox_easy('the gold is in the safe', nonce, key));
});
