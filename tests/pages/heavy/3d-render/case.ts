// A product viewer: WebGL without pause; the threads are those of the browser that draws without a GPU.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A turning model (three, WebGL)',
  packages: ['three'],
  kind: '3D graphics',
  host: 'demo.localhost',
  threads: 2,
  result: 'covers 0.3',
} satisfies HeavyCase;
