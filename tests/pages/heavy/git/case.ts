// An editor with history: libgit2 with its SHA-1 and zlib, in a worker.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A repository in a worker (wasm-git)',
  packages: ['wasm-git'],
  kind: 'git',
  host: 'demo.localhost',
  threads: 1,
  result: 'tree 71b39a5a350a83a57bf50fa731c008906b7ec905',
} satisfies HeavyCase;
