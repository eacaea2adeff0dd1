// An engine as a program of its own: told a case, it says what it is; told a number, it does so many steps and says how long
// one took on average: [by the clock, by the processor time of the whole process], in milliseconds.
import { createInterface } from "node:readline";
import type { LoopCase } from "./cases.ts";

/** @param prepare makes a training step */
export async function serve(
  prepare: (wanted: LoopCase) => Promise<{ about: string; step: () => void }>,
): Promise<void> {
  const { about, step } = await prepare(JSON.parse(process.argv[2]!) as LoopCase);
  console.log(about);
  for await (const line of createInterface({ input: process.stdin })) {
    const n = Number(line);
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    for (let i = 0; i < n; i++) step();
    const spent = process.cpuUsage(cpu);
    console.log(JSON.stringify([(performance.now() - wall) / n, (spent.user + spent.system) / 1000 / n]));
  }
}
