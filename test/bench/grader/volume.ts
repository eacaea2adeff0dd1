// A thousand varied submissions, or as many as are asked for, made and graded to the end in one process: whether each comes to what it
// must, how many a minute, and whether the grader's memory stays flat.
//
//   node --import ./test/ts-node.mjs test/bench/grader/volume.ts 1000 --jobs 2
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gradeClass } from "./grade-class.ts";
import { ways } from "./layouts.ts";
import { mismatches } from "./must.ts";
import { gradedSets, writeClass } from "./submissions.ts";

const sets = [...gradedSets, "exam"];

export interface Volume {
  count: number;
  graded: number;
  refused: number;
  /** How many there were of each kind. */
  kinds: Map<string, number>;
  /** What did not come to what it must, a line each. */
  mismatches: string[];
  /** Milliseconds. */
  cpu: number;
  wall: number;
  /** Of the grader's own process after each batch, in megabytes, garbage included. */
  memory: number[];
  /** What it still needs then, without garbage, in megabytes. */
  held: number[];
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heldMegabytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1e5) / 10;
}

/** @param onBatch is told of each batch, in a line */
export async function gradeVolume(count: number, jobs: number, onBatch: (line: string) => void): Promise<Volume> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-volume-"));
  const volume: Volume = {
    count: 0,
    graded: 0,
    refused: 0,
    kinds: new Map(),
    mismatches: [],
    cpu: 0,
    wall: 0,
    memory: [],
    held: [],
  };
  const batches = ways.flatMap(way => sets.map(set => ({ way, set })));
  try {
    for (const [n, { way, set }] of batches.entries()) {
      const size = Math.floor((count * (n + 1)) / batches.length) - Math.floor((count * n) / batches.length);
      if (size === 0) continue;
      const place = join(folder, `handed-${n}`);
      const written = await writeClass(place, set, size, { way, seed: `volume ${n}`, prefix: `b${n}s`, first: 2 * n });
      const { record, cpu, wall } = await gradeClass(join(folder, `graded-${n}`), set, written, jobs);
      const wrong = mismatches(written.students, record).map(line => `${set}, ${way}: ${line}`);
      const of = (state: string) => record.submissions.filter(one => one.state === state).length;
      volume.count += size;
      for (const { kind } of written.students) volume.kinds.set(kind, (volume.kinds.get(kind) ?? 0) + 1);
      volume.graded += of("graded");
      volume.refused += of("refused");
      volume.mismatches.push(...wrong);
      volume.cpu += cpu;
      volume.wall += wall;
      volume.memory.push(Math.round(process.memoryUsage().rss / 1e6));
      volume.held.push(heldMegabytes());
      onBatch(
        `${volume.count} of ${count}: ${set}, ${way}: ${size} in ${(wall / 1000).toFixed(1)} s, ${(cpu / size).toFixed(0)} ms of processor time each, grader ${volume.memory.at(-1)} MB, ${wrong.length} otherwise`,
      );
      for (const line of wrong) onBatch(`  ${line}`);
      for (const file of [place, `${place}.zip`, join(folder, `graded-${n}`)])
        rmSync(file, { recursive: true, force: true });
    }
    return volume;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { jobs: { type: "string", default: "2" } },
  });
  const { memory, held, kinds, ...volume } = await gradeVolume(
    Number(positionals[0] ?? 1000),
    Number(values.jobs),
    console.log,
  );
  for (const [kind, times] of [...kinds].sort()) console.log(`  ${kind}: ${times}`);
  const perMinute = (60_000 * volume.count) / volume.wall;
  console.log(
    `${volume.count} submissions: ${volume.graded} graded, ${volume.refused} refused, ${volume.mismatches.length} otherwise than they must; ${perMinute.toFixed(1)} a minute, ${(volume.cpu / volume.count).toFixed(0)} ms of processor time each; the grader has ${memory.join(", ")} MB after its batches, and needs ${held.join(", ")} of them`,
  );
  process.exitCode = volume.mismatches.length > 0 ? 1 : 0;
}
