// Who calls whom: whether a loop drives the kernels (a nonce search), and how much of the module leads to them. Bounded:
// of giants only the first functions and calls are kept. Indirect calls are not followed.
import { CALLS, CALL_COUNT, FUNCTIONS, FUNCTION_COUNT, MAX_CALLS, MAX_FUNCTIONS } from './memory';
import { addFact, NONCE_LOOPS, REACH_BYTES } from './kernel';

const SIZE_BITS: u32 = 28;
const SIZE_MASK: u32 = 0xfffffff;
const IN_LOOP: u32 = 0x80000000;
/** As far as a kernel is followed to its callers. */
const MAX_DISTANCE: u32 = 6;
/** A loop that calls a function this near to a kernel drives it. */
const DRIVEN_DISTANCE: u32 = 3;

export function beginGraph(): void {
  memory.fill(FUNCTIONS, 0, load<u32>(FUNCTION_COUNT) << 2);
  store<u32>(CALL_COUNT, 0);
  store<u32>(FUNCTION_COUNT, 0);
}

export function noteCall(caller: u32, callee: u32, inLoop: bool): void {
  const calls = load<u32>(CALL_COUNT);
  if (calls == MAX_CALLS || caller >= MAX_FUNCTIONS || callee >= MAX_FUNCTIONS) return;
  const at = CALLS + ((<usize>calls) << 3);
  store<u32>(CALL_COUNT, calls + 1);
  widen(max(caller, callee));
  store<u32>(at, caller);
  store<u32>(at, inLoop ? callee | IN_LOOP : callee, 4);
}

export function noteFunction(index: u32, sizeBytes: u32, kernel: bool): void {
  if (index >= MAX_FUNCTIONS) return;
  widen(index);
  store<u32>(functionAt(index), sizeBytes | ((kernel ? 1 : 0) << SIZE_BITS));
}

/** Functions up to `index` are known. */
function widen(index: u32): void {
  if (index >= load<u32>(FUNCTION_COUNT)) store<u32>(FUNCTION_COUNT, index + 1);
}

/** Follows the calls from the kernels upwards and adds what it found to the facts. */
export function followCalls(): void {
  const calls = load<u32>(CALL_COUNT);
  const functions = load<u32>(FUNCTION_COUNT);
  for (let distance: u32 = 1; distance < MAX_DISTANCE; distance++) if (!spread(distance)) break;
  let reachBytes: u32 = 0;
  for (let index: u32 = 0; index < functions; index++) {
    if (distanceOf(index) != 0) reachBytes += load<u32>(functionAt(index)) & SIZE_MASK;
  }
  addFact(REACH_BYTES, reachBytes);
  for (let call: u32 = 0; call < calls; call++) {
    const callee = load<u32>(CALLS + ((<usize>call) << 3), 4);
    if ((callee & IN_LOOP) == 0) continue;
    const distance = distanceOf(callee & ~IN_LOOP);
    if (distance != 0 && distance <= DRIVEN_DISTANCE) addFact(NONCE_LOOPS, 1);
  }
}

/** Marks the callers of functions at `distance`. @returns whether any was new */
function spread(distance: u32): bool {
  const calls = load<u32>(CALL_COUNT);
  let found = false;
  for (let call: u32 = 0; call < calls; call++) {
    const at = CALLS + ((<usize>call) << 3);
    if (distanceOf(load<u32>(at, 4) & ~IN_LOOP) != distance) continue;
    const caller = load<u32>(at);
    if (distanceOf(caller) != 0) continue;
    store<u32>(functionAt(caller), load<u32>(functionAt(caller)) | ((distance + 1) << SIZE_BITS));
    found = true;
  }
  return found;
}

function distanceOf(index: u32): u32 {
  return load<u32>(functionAt(index)) >>> SIZE_BITS;
}

function functionAt(index: u32): usize {
  return FUNCTIONS + ((<usize>index) << 2);
}
