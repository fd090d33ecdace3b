// Encrypts a letter under a password and reads it again; its digest is the result.
import '/site/heavy.js';
import * as openpgp from '/npm/openpgp/dist/openpgp.min.mjs';

const letter = heavy.text(20_000, 1);
const passwords = ['correct horse battery staple'];
const config = { s2kType: openpgp.enums.s2k.argon2 };

heavy.serve(() => async () => {
  const message = await openpgp.createMessage({ text: letter });
  const armored = await openpgp.encrypt({ message, passwords, config });
  const sealed = await openpgp.readMessage({ armoredMessage: armored });
  const { data } = await openpgp.decrypt({ message: sealed, passwords });
  return `${data.length} ${await heavy.digest(data)}`;
});
