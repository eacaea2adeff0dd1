// Which register tile is faster here: a short timed probe. The candidates take turns, and again for as long as one still
// gains: an engine first runs kernels through its baseline compiler, and its optimizing one may be kept waiting.
import type { Kernels } from "./kernels.ts";
import type { Engine } from "./operations/engine.ts";

const probeSize = 96;
const turnMs = 3;
/** The fewest rounds; as many rounds in a row without a better time end the probe. */
const minRounds = 4;
const maxRounds = 40;

type Columns = 8 | 16;

/** Sets the fastest of some tiles; says how fast it is, in 10⁹ multiplications and additions a second. */
export function chooseTile(
  { kernels, arena }: Pick<Engine, "kernels" | "arena">,
  candidates: readonly Columns[],
): { columns: Columns; speed: number } {
  const trials = candidates.map(columns => ({ columns, ms: Number.POSITIVE_INFINITY }));
  arena.temporary([3 * probeSize * probeSize * 4], room => {
    arena.heap.view("float32").fill(1, room! / 4, room! / 4 + 3 * probeSize * probeSize);
    const [a, b, c] = [0, 1, 2].map(i => room! + i * probeSize * probeSize * 4) as [number, number, number];
    const run = () =>
      kernels.gemm(probeSize, probeSize, probeSize, a, probeSize * 4, 4, b, probeSize * 4, 4, c, probeSize * 4, 0);
    for (let round = 0, steady = 0; steady < minRounds && round < maxRounds; round++) {
      steady++;
      for (const trial of trials) {
        setTile(kernels, trial.columns);
        const ms = fastest(run);
        if (ms < 0.9 * trial.ms) steady = 0;
        trial.ms = Math.min(trial.ms, ms);
      }
    }
  });
  const { columns, ms } = trials.reduce((best, trial) => (trial.ms < best.ms ? trial : best));
  setTile(kernels, columns);
  return { columns, speed: (2 * probeSize ** 3) / ms / 1e6 };
}

const setTile = (kernels: Kernels, columns: Columns): void => kernels.setTile(columns === 16 ? 1 : 0);

/** Milliseconds of the fastest call. */
function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + turnMs;
  for (let before = performance.now(); before < end; ) {
    for (let i = 0; i < 4; i++) run(); // together, where the clock is coarse
    const after = performance.now();
    best = Math.min(best, (after - before) / 4);
    before = after;
  }
  return best;
}
