// Casts a grid of rays at a knot; the hits and the sum of their distances are the result.
import '/site/heavy.js';
import {
  Mesh,
  MeshBasicMaterial,
  Raycaster,
  TorusKnotGeometry,
  Vector3,
  DoubleSide,
} from '/npm/three/build/three.module.js';

const knot = new Mesh(
  new TorusKnotGeometry(1, 0.35, 200, 24),
  new MeshBasicMaterial({ side: DoubleSide }),
);
knot.updateMatrixWorld();
const caster = new Raycaster();
const rays = 24;

heavy.serve(() => () => {
  let [hits, distances] = [0, 0];
  for (let at = 0; at < rays * rays; at += 1) {
    const from = new Vector3(
      ((at % rays) / rays) * 4 - 2,
      (Math.floor(at / rays) / rays) * 4 - 2,
      5,
    );
    caster.set(from, new Vector3(0, 0, -1));
    const found = caster.intersectObject(knot);
    hits += found.length;
    distances += found[0]?.distance ?? 0;
  }
  return `${hits} hits, ${distances.toFixed(2)}`;
});
