// Which register tile is faster here: a short timed probe, after the engine's optimising compiler has done its work.
import type { Engine } from "./float32/engine.ts";

const SIZE = 96;
const MILLISECONDS = 12;

type Columns = 8 | 16;

/** Sets the fastest of some tiles; says how fast it is, in 10⁹ multiplications and additions a second. */
export function chooseTile(
  { kernels, arena }: Engine,
  candidates: readonly Columns[],
): { columns: Columns; speed: number } {
  let best: { columns: Columns; speed: number } = { columns: candidates[0]!, speed: 0 };
  arena.temporary([3 * SIZE * SIZE], room => {
    arena.heap.numbers.fill(1, room! / 4, room! / 4 + 3 * SIZE * SIZE);
    const [a, b, c] = [0, 1, 2].map(i => room! + i * SIZE * SIZE * 4) as [number, number, number];
    const run = () => kernels.gemm(SIZE, SIZE, SIZE, a, SIZE * 4, 4, b, SIZE * 4, 4, c, SIZE * 4, 0);
    for (const columns of candidates) {
      kernels.setTile(columns);
      const speed = (2 * SIZE ** 3) / fastest(run) / 1e6;
      if (speed > best.speed) best = { columns, speed };
    }
  });
  kernels.setTile(best.columns);
  return best;
}

/** Milliseconds of the fastest call. */
function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + MILLISECONDS;
  for (let before = performance.now(); before < end; ) {
    for (let i = 0; i < 4; i++) run(); // together, where the clock is coarse
    const after = performance.now();
    best = Math.min(best, (after - before) / 4);
    before = after;
  }
  return best;
}
