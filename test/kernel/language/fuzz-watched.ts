// The fuzz of the compiler in a process of its own, which is watched: a text on which it hangs is told, and the fuzz goes on.
//
//     node test/kernel/language/fuzz-watched.ts [--seed 1] [--minutes 10]
//
// by the pinned Node.
import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { descendantsOf, signal } from "../../../kernel/execution/process-tree.ts";
import { type FuzzResult, fuzzEngine } from "./fuzz.ts";

/** No question takes so long, in milliseconds, on a machine that does other things, too. */
const hangMs = 60_000;

/** After a hang the fuzz goes on with other texts. */
const seedStep = 1_000_000;

/** What the watched process writes, a line each: what it asks next, and at last what it found. */
type Line = { what: string; text: string } | FuzzResult;

/** For readline U+2028 and U+2029 end a line, too. */
function write(line: Line): void {
  const text = JSON.stringify(line).replace(
    /[\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16)}`,
  );
  writeSync(1, `${text}\n`);
}

/** Runs the fuzz in this process. */
function fuzzWatched(seed: number, end: number): void {
  write(
    fuzzEngine(
      "native",
      seed,
      () => Date.now() < end,
      (what, text) => write({ what, text }),
    ),
  );
}

/** Runs the fuzz in another process until the moment `end`, or until it has hung or died; that is then the last fault. */
async function watch(seed: number, end: number): Promise<FuzzResult> {
  const args = [fileURLToPath(import.meta.url), "--seed", String(seed), "--until", String(end)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let asked = { what: "nothing", text: "" };
  const texts = new Set<string>();
  let found: FuzzResult | undefined;
  let why = "died";
  const hung = setTimeout(() => {
    why = `hung for ${hangMs / 1000} s`;
    signal(descendantsOf(child.pid!), "SIGKILL");
    child.kill("SIGKILL");
  }, hangMs);
  for await (const line of createInterface(child.stdout)) {
    hung.refresh();
    const read = JSON.parse(line) as Line;
    if ("faults" in read) found = read;
    else {
      asked = read;
      texts.add(read.text);
    }
  }
  clearTimeout(hung);
  return found ?? { texts: texts.size, faults: [`${asked.what}: ${why}: ${JSON.stringify(asked.text)}`] };
}

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "10" },
    /** Given to the watched process. */
    until: { type: "string" },
  },
});
if (values.until !== undefined) fuzzWatched(Number(values.seed), Number(values.until));
else {
  const end = Date.now() + Number(values.minutes) * 60_000;
  const all: FuzzResult = { texts: 0, faults: [] };
  for (let seed = Number(values.seed); Date.now() < end; seed += seedStep) {
    const { texts, faults } = await watch(seed, end);
    all.texts += texts;
    all.faults.push(...faults);
  }
  console.log(`${all.faults.length === 0 ? "✓" : "✗"} ${all.texts} texts, ${all.faults.length} faults`);
  for (const fault of all.faults) console.log(`    ${fault}`);
  process.exitCode = all.faults.length === 0 ? 0 : 1;
}
