// A small image classifier for the heavy pages of machine learning: three layers of convolution over random pictures,
// with weights that are the same in every run. A classic script: the page loads TensorFlow.js with its backend before
// it.
(() => {
  /** @returns a function that gives the scores of four pictures as a tensor */
  function classifier() {
    const next = heavy.random(7);
    const filled = (...shape) => {
      const length = shape.reduce((product, size) => product * size);
      return tf.tensor(
        Float32Array.from({ length }, () => next() - 0.5),
        shape,
      );
    };
    const pictures = filled(4, 160, 160, 3);
    const layers = [filled(3, 3, 3, 32), filled(3, 3, 32, 64), filled(3, 3, 64, 64)];
    const last = filled(64, 10);
    const convolve = (input, layer) => tf.relu(tf.conv2d(input, layer, 2, 'same'));
    return () =>
      tf.tidy(() => {
        const features = tf.mean(layers.reduce(convolve, pictures), [1, 2]);
        return tf.softmax(tf.mul(tf.matMul(features, last), 0.1));
      });
  }

  self.classifier = classifier;
})();
