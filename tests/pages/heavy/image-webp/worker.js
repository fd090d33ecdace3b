// Encodes one picture; its size and digest are the result.
import '/site/heavy.js';
import createEncoder from '/npm/@jsquash/webp/codec/enc/webp_enc_simd.js';
import { defaultOptions } from '/npm/@jsquash/webp/meta.js';

heavy.serve(async () => {
  const encoder = await createEncoder();
  const { data, width, height } = heavy.picture(1024, 768);
  return async () => {
    const file = encoder.encode(data, width, height, { ...defaultOptions, method: 6 });
    return `${file.length} ${await heavy.digest(file.slice())}`;
  };
});
