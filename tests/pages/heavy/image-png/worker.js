// Optimises one picture; its size and digest are the result.
import '/site/heavy.js';
import init, { optimise_raw } from '/npm/@jsquash/oxipng/codec/pkg/squoosh_oxipng.js';

heavy.serve(async () => {
  await init();
  const { data, width, height } = heavy.picture(320, 240);
  return async () => {
    const file = optimise_raw(data, width, height, 3, false, false);
    return `${file.length} ${await heavy.digest(file)}`;
  };
});
