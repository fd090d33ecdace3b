// Draws a knot from twelve sides; the share of the picture that it covers, in tenths, is the result.
import * as three from '/npm/three/build/three.module.js';

const renderer = new three.WebGLRenderer({ preserveDrawingBuffer: true });
renderer.setSize(400, 300);
document.querySelector('main').append(renderer.domElement);
const scene = new three.Scene();
const camera = new three.PerspectiveCamera(50, 4 / 3, 0.1, 20);
camera.position.z = 4.5;
const light = new three.DirectionalLight(0xffffff, 3);
light.position.set(1, 1, 2);
const material = new three.MeshStandardMaterial({ color: 0x3377cc, roughness: 0.4 });
const knot = new three.Mesh(new three.TorusKnotGeometry(1, 0.35, 300, 40), material);
scene.add(light, new three.AmbientLight(0xffffff, 1), knot);

function covered() {
  const { drawingBufferWidth: width, drawingBufferHeight: height } = renderer.getContext();
  const pixels = new Uint8Array(width * height * 4);
  const context = renderer.getContext();
  context.readPixels(0, 0, width, height, context.RGBA, context.UNSIGNED_BYTE, pixels);
  let count = 0;
  for (let at = 2; at < pixels.length; at += 4) if (pixels[at] > 20) count += 1;
  return count / (width * height);
}

heavy.run(() => () => {
  let share = 0;
  for (let side = 0; side < 12; side += 1) {
    knot.rotation.set(side / 2, side / 3, 0);
    renderer.render(scene, camera);
    share += covered() / 12;
  }
  return `covers ${share.toFixed(1)}`;
});
