// Teaches a network of two layers which side of a wave a point is on; the loss at the end is the result.
importScripts(
  '/site/heavy.js',
  '/npm/@tensorflow/tfjs-core/dist/tf-core.min.js',
  '/npm/@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js',
);

const points = 2_000;
const steps = 40;

/** One step of gradient descent; gives the new weights. */
function improve(input, wanted, [first, second]) {
  const hidden = tf.tanh(tf.matMul(input, first));
  const guess = tf.sigmoid(tf.matMul(hidden, second));
  const error = tf.div(tf.sub(guess, wanted), points);
  const back = tf.mul(tf.matMul(error, second, false, true), tf.sub(1, tf.square(hidden)));
  return [
    tf.sub(first, tf.mul(tf.matMul(input, back, true), 4)),
    tf.sub(second, tf.mul(tf.matMul(hidden, error, true), 4)),
  ];
}

function train() {
  const next = heavy.random(3);
  const random = (length) => Float32Array.from({ length }, () => next() * 2 - 1);
  const places = random(points * 2);
  const isInside = (at) => (places[2 * at] > Math.sin(3 * places[2 * at + 1]) ? 1 : 0);
  const wanted = tf.tensor2d(
    Array.from({ length: points }, (_, at) => isInside(at)),
    [points, 1],
  );
  const input = tf.tensor2d(places, [points, 2]);
  let weights = [tf.tensor2d(random(48), [2, 24]), tf.tensor2d(random(24), [24, 1])];
  for (let step = 0; step < steps; step += 1) weights = improve(input, wanted, weights);
  const guess = tf.sigmoid(tf.matMul(tf.tanh(tf.matMul(input, weights[0])), weights[1]));
  return tf.mean(tf.square(tf.sub(guess, wanted))).dataSync()[0];
}

heavy.serve(async () => {
  await tf.setBackend('cpu');
  return () => `loss ${tf.tidy(train).toFixed(3)}`;
});
