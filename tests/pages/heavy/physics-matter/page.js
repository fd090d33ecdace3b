// A pile of shapes falls for two seconds of the game; the sum of the heights is the result.
const { Bodies, Common, Composite, Engine } = Matter;

function fall() {
  // Shapes are numbered across engines, and the order of collisions goes by the number.
  Common._nextId = 0;
  Common._seed = 0;
  const engine = Engine.create();
  const shapes = Array.from({ length: 400 }, (_, at) =>
    Bodies.polygon(100 + (at % 20) * 30, -Math.floor(at / 20) * 40, 3 + (at % 5), 14),
  );
  const floor = Bodies.rectangle(400, 600, 900, 60, { isStatic: true });
  Composite.add(engine.world, [floor, ...shapes]);
  for (let step = 0; step < 120; step += 1) Engine.update(engine, 1000 / 60);
  return shapes.reduce((sum, { position }) => sum + position.y, 0);
}

heavy.run(() => () => `heights ${fall().toFixed(1)}`);
