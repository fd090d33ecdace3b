// A password manager without WebAssembly: scrypt, which some coins are mined with, as plain JavaScript.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'scrypt in JavaScript in two workers (scrypt-js)',
  packages: ['scrypt-js'],
  kind: 'password KDF',
  host: 'bank.localhost',
  threads: 2,
  result: '0415acabfa4f8591de5372b9bf68efc5',
} satisfies HeavyCase;
