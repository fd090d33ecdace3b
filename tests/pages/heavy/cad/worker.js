// Cuts forty balls out of a cube; the triangles and the volume that is left are the result.
import '/site/heavy.js';
import Module from '/npm/manifold-3d/manifold.js';

heavy.serve(async () => {
  const cad = await Module();
  cad.setup();
  const { Manifold } = cad;
  return () => {
    const next = heavy.random(61);
    let solid = Manifold.cube([10, 10, 10], true);
    for (let hole = 0; hole < 40; hole += 1) {
      const ball = Manifold.sphere(1 + next(), 48);
      const place = ball.translate([next() * 10 - 5, next() * 10 - 5, next() * 10 - 5]);
      const cut = solid.subtract(place);
      for (const old of [ball, place, solid]) old.delete();
      solid = cut;
    }
    const text = `${solid.numTri()} triangles, ${solid.volume().toFixed(2)}`;
    solid.delete();
    return text;
  };
});
