// An upload page with plain JavaScript: MD5 chunk by chunk in two workers.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'Upload checksums in two workers (spark-md5)',
  packages: ['spark-md5'],
  kind: 'file hashing',
  host: 'demo.localhost',
  threads: 2,
  result: '481694d4fc3c05101f59696d9f149fc2',
} satisfies HeavyCase;
