// Boots a kernel made up here, without a BIOS; each run of its routines ends with four bytes on the serial port,
// which are the result.
import { V86 } from '/npm/v86/build/libv86.mjs';
import { kernel } from './kernel.js';

heavy.run(() => {
  const emulator = new V86({
    wasm_path: '/npm/v86/build/v86.wasm',
    memory_size: 32 * 1024 * 1024,
    multiboot: { buffer: kernel().buffer },
    autostart: true,
    disable_keyboard: true,
    disable_mouse: true,
    disable_speaker: true,
  });
  const answers = [];
  let waiting = null;
  let bytes = [];
  emulator.add_listener('serial0-output-byte', (byte) => {
    bytes.push(byte.toString(16).padStart(2, '0'));
    if (bytes.length < 4) return;
    answers.push(bytes.join(''));
    bytes = [];
    waiting?.();
  });
  return async () => {
    if (answers.length === 0) await new Promise((resolve) => (waiting = resolve));
    return `ran to ${answers.shift()}`;
  };
});
