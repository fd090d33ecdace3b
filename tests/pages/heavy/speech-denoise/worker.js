// Cleans ten seconds of a noisy tone, frame by frame; the loudness that is left is the result.
import '/site/heavy.js';
import createDenoiser from '/npm/@jitsi/rnnoise-wasm/dist/rnnoise-sync.js';

const frame = 480;
const frames = 1_000;
const next = heavy.random(51);
const sound = Float32Array.from(
  { length: frame * 100 },
  (_, at) => Math.sin(at / 20) * 8000 + next() * 4000 - 2000,
);

heavy.serve(() => {
  const denoiser = createDenoiser();
  const place = denoiser._malloc(frame * 4);
  const samples = denoiser.HEAPF32.subarray(place / 4, place / 4 + frame);
  return () => {
    const state = denoiser._rnnoise_create();
    let loudness = 0;
    for (let at = 0; at < frames; at += 1) {
      samples.set(sound.subarray((at % 100) * frame, ((at % 100) + 1) * frame));
      denoiser._rnnoise_process_frame(state, place, place);
      loudness += Math.abs(samples[0]);
    }
    denoiser._rnnoise_destroy(state);
    return `left ${(loudness / frames).toFixed(0)}`;
  };
});
