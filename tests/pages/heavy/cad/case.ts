// A CAD tool: Boolean operations on meshes as WebAssembly.
import { type HeavyCase } from '../../heavy-case.ts';

export default {
  title: 'A model with holes (manifold-3d)',
  packages: ['manifold-3d'],
  kind: '3D graphics',
  host: 'demo.localhost',
  threads: 1,
  result: '31162 triangles, 582.11',
} satisfies HeavyCase;
