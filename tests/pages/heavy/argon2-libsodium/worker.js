// A key from Argon2id and one from scrypt, then a note encrypted with both; the ciphertext's digest is the result.
importScripts(
  '/site/heavy.js',
  '/npm/libsodium-sumo/dist/modules-sumo/libsodium-sumo.js',
  '/npm/libsodium-wrappers-sumo/dist/modules-sumo/libsodium-wrappers.js',
);

heavy.serve(async () => {
  await sodium.ready;
  const password = 'correct horse battery staple';
  const salt = new Uint8Array(sodium.crypto_pwhash_SALTBYTES).fill(3);
  const longSalt = new Uint8Array(sodium.crypto_pwhash_scryptsalsa208sha256_SALTBYTES).fill(5);
  const nonce = new Uint8Array(sodium.crypto_secretbox_NONCEBYTES).fill(7);
  const keyBytes = sodium.crypto_secretbox_KEYBYTES;
  return () => {
    const argon2 = sodium.crypto_pwhash(
      ...[keyBytes, password, salt, sodium.crypto_pwhash_OPSLIMIT_INTERACTIVE],
      ...[32 * 1024 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13],
    );
    const scrypt = sodium.crypto_pwhash_scryptsalsa208sha256(
      ...[keyBytes, password, longSalt],
      sodium.crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_INTERACTIVE,
      sodium.crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_INTERACTIVE,
    );
    const inner = sodium.crypto_secretbox_easy('the gold is in the safe', nonce, argon2);
    return heavy.digest(sodium.crypto_secretbox_easy(inner, nonce, scrypt));
  };
});
