// Derives the key of a vault; its digits are the result.
importScripts('/site/heavy.js', '/npm/scrypt-js/scrypt.js');

const encode = (text) => new TextEncoder().encode(text);
const [password, salt] = [encode('correct horse battery staple'), encode('assay-demo-salt!')];

heavy.serve(() => () => {
  const key = scrypt.syncScrypt(password, salt, 16_384, 8, 1, 16);
  return Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
});
