// Balls fall on a plane for a second of the game; the sum of the heights is the result.
import '/site/heavy.js';
import { Body, Plane, Sphere, Vec3, World } from '/npm/cannon-es/dist/cannon-es.js';

function fall() {
  const world = new World({ gravity: new Vec3(0, 0, -9.81) });
  world.addBody(new Body({ mass: 0, shape: new Plane() }));
  const balls = Array.from({ length: 250 }, (_, at) => {
    const position = new Vec3(at % 5, Math.floor(at / 5) % 5, 1 + Math.floor(at / 25) * 1.2);
    return new Body({ mass: 1, shape: new Sphere(0.5 + (at % 3) * 0.04), position });
  });
  balls.forEach((ball) => world.addBody(ball));
  for (let step = 0; step < 60; step += 1) world.step(1 / 60);
  return balls.reduce((sum, { position }) => sum + position.z, 0);
}

heavy.serve(() => () => `heights ${fall().toFixed(2)}`);
