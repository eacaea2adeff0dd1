// Which register tile is faster here: a short timed probe. The candidates take turns, and again for as long as one still
// gains: an engine first runs kernels through its baseline compiler, and its optimising one may be kept waiting.
import type { Engine } from "./float32/engine.ts";

const SIZE = 96;
const TURN_MS = 3;
/** So many rounds at least; and so many in which nobody has gained end it. */
const ROUNDS = 4;
const MOST_ROUNDS = 40;

type Columns = 8 | 16;

/** Sets the fastest of some tiles; says how fast it is, in 10⁹ multiplications and additions a second. */
export function chooseTile(
  { kernels, arena }: Engine,
  candidates: readonly Columns[],
): { columns: Columns; speed: number } {
  const trials = candidates.map(columns => ({ columns, ms: Number.POSITIVE_INFINITY }));
  arena.temporary([3 * SIZE * SIZE], room => {
    arena.heap.numbers.fill(1, room! / 4, room! / 4 + 3 * SIZE * SIZE);
    const [a, b, c] = [0, 1, 2].map(i => room! + i * SIZE * SIZE * 4) as [number, number, number];
    const run = () => kernels.gemm(SIZE, SIZE, SIZE, a, SIZE * 4, 4, b, SIZE * 4, 4, c, SIZE * 4, 0);
    for (let round = 0, steady = 0; steady < ROUNDS && round < MOST_ROUNDS; round++) {
      steady++;
      for (const trial of trials) {
        kernels.setTile(trial.columns);
        const ms = fastest(run);
        if (ms < 0.9 * trial.ms) steady = 0;
        trial.ms = Math.min(trial.ms, ms);
      }
    }
  });
  const { columns, ms } = trials.reduce((best, trial) => (trial.ms < best.ms ? trial : best));
  kernels.setTile(columns);
  return { columns, speed: (2 * SIZE ** 3) / ms / 1e6 };
}

/** Milliseconds of the fastest call. */
function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + TURN_MS;
  for (let before = performance.now(); before < end; ) {
    for (let i = 0; i < 4; i++) run(); // together, where the clock is coarse
    const after = performance.now();
    best = Math.min(best, (after - before) / 4);
    before = after;
  }
  return best;
}
