// One engine as a program of its own: told a case, it says what it is; told a number, it does so many steps and says how
// long each took, in milliseconds. (The Python engines speak the same lines.)
import { createInterface } from "node:readline";
import type { Case } from "./cases.ts";

/** @param prepare makes a training step; a step that is asynchronous is awaited */
export async function serve(
  prepare: (wanted: Case) => Promise<{ about: string; step: () => void | Promise<void> }>,
): Promise<void> {
  const { about, step } = await prepare(JSON.parse(process.argv[2]!) as Case);
  console.log(about);
  for await (const line of createInterface({ input: process.stdin })) {
    const times: number[] = [];
    for (let n = Number(line); n > 0; n--) {
      const before = performance.now();
      await step();
      times.push(performance.now() - before);
    }
    console.log(JSON.stringify(times));
  }
}
