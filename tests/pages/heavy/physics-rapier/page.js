// A tower of boxes falls for a second of the game; the sum of the heights is the result.
import RAPIER from '/npm/@dimforge/rapier3d-compat/rapier.es.js';

function fall() {
  const world = new RAPIER.World({ x: 0, y: -9.81, z: 0 });
  world.createCollider(RAPIER.ColliderDesc.cuboid(50, 0.5, 50));
  const boxes = Array.from({ length: 600 }, (_, at) => {
    const place = RAPIER.RigidBodyDesc.dynamic().setTranslation(
      (at % 8) * 1.1 + (at % 3) * 0.2,
      2 + Math.floor(at / 64) * 1.5,
      (Math.floor(at / 8) % 8) * 1.1,
    );
    const body = world.createRigidBody(place);
    world.createCollider(RAPIER.ColliderDesc.cuboid(0.5, 0.5, 0.5), body);
    return body;
  });
  for (let step = 0; step < 60; step += 1) world.step();
  const heights = boxes.reduce((sum, body) => sum + body.translation().y, 0);
  world.free();
  return heights;
}

heavy.run(async () => {
  await RAPIER.init();
  return () => `heights ${fall().toFixed(2)}`;
});
