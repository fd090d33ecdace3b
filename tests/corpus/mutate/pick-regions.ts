// Chooses regions of a body by chance: apart from each other, of a wanted size, in any frame. Cheap even for huge bodies.
import { at } from '../../at.ts';
import type { Instr } from './instructions.ts';
import type { WasmModule } from './module.ts';
import type { Random } from './random.ts';
import { findFrames, type Region } from './regions.ts';

export interface RegionSizes {
  /** Instructions of a region. */
  readonly least: number;
  readonly most: number;
}

/** Up to `count` regions that do not overlap and pass `accepts`, in the order of the body. */
export function pickRegions(
  code: readonly Instr[],
  module: WasmModule,
  random: Random,
  count: number,
  sizes: RegionSizes,
  accepts: (region: Region) => boolean = () => true,
): Region[] {
  const frames = findFrames(code, module).filter(({ points }) => points.length > 1);
  if (frames.length === 0) return [];
  const chosen: Region[] = [];
  for (let tries = Math.min(count, 500) * 4; tries > 0 && chosen.length < count; tries--) {
    const region = oneRegion(random.pick(frames).points, random, sizes);
    if (!region || chosen.some(({ from, to }) => region.from < to && from < region.to)) continue;
    if (accepts(region)) chosen.push(region);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/** A region that begins at a point of the frame and ends at a later one, within the sizes; or null. */
function oneRegion(points: readonly number[], random: Random, sizes: RegionSizes): Region | null {
  const first = random.below(points.length - 1);
  const from = at(points, first);
  let last = first + 1;
  while (last < points.length && at(points, last) - from < sizes.least) last++;
  let most = last;
  while (most + 1 < points.length && at(points, most + 1) - from <= sizes.most) most++;
  if (last >= points.length || at(points, last) - from > sizes.most) return null;
  return { from, to: at(points, random.between(last, most)) };
}
