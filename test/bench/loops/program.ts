// An engine as a program of its own: told a case (as its first argument, or as a line), it says what it is; told a number, it does so many steps and says how long
// one took on average: [by the clock, by the processor time of the whole process], in milliseconds, and where it is memory that is
// measured, also the megabytes in use.
import { createInterface } from "node:readline";

/** @param prepare makes a training step */
export async function serve<Wanted>(
  prepare: (wanted: Wanted) => Promise<{ about: string; step: () => void | Promise<void>; megabytes?: () => number }>,
): Promise<void> {
  const prepared = (task: string) => prepare(JSON.parse(task) as Wanted);
  let { about, step, megabytes } = await prepared(process.argv[2]!);
  console.log(about);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.startsWith("{")) {
      ({ about, step, megabytes } = await prepared(line));
      console.log(about);
      continue;
    }
    const n = Number(line);
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    for (let i = 0; i < n; i++) {
      const done = step();
      if (done) await done;
    }
    const spent = process.cpuUsage(cpu);
    const each = [(performance.now() - wall) / n, (spent.user + spent.system) / 1000 / n];
    console.log(JSON.stringify(megabytes ? [...each, megabytes()] : each));
  }
}
