// A ticket scanner: it searches every picture of the camera for codes.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Scan tickets (zxing-wasm)',
  packages: ['zxing-wasm'],
  kind: 'data crunching',
  host: 'bank.localhost',
  threads: 1,
  result: 'QRCode ticket 12345',
} satisfies HeavyCase;
