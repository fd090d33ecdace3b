// Which data segments may be stored otherwise and put right at start: active ones, whose bytes nobody has changed before
// the start function runs. Overlapping segments depend on their order and are left alone.
import { OP } from './instructions.ts';
import type { DataSegment, WasmModule } from './module.ts';

/** Indexes of segments of at least `leastBytes` that a start function may rewrite. */
export function rewritableSegments(module: WasmModule, leastBytes: number): number[] {
  const places = module.data.map(placeOf);
  const active = module.data.filter(({ flags }) => flags !== 1);
  const known = active.every((segment) => placeOf(segment) !== null);
  if (!known && active.length > 1) return [];
  return module.data.flatMap((segment, index) => {
    const own = places[index];
    if (segment.flags !== 0 || segment.bytes.length < leastBytes) return [];
    const clash = places.some(
      (other, j) => j !== index && own && other && own.from < other.to && other.from < own.to,
    );
    return clash ? [] : [index];
  });
}

/** Start and end of an active segment in memory; null when only the host knows. */
function placeOf({ flags, offset, bytes }: DataSegment): { from: number; to: number } | null {
  const [first] = offset;
  if (flags === 1 || offset.length !== 2 || first?.op !== OP.i32Const) return null;
  const from = first.a >>> 0;
  return { from, to: from + bytes.length };
}
