// What a release says while it proves: nothing where it is quick, and where no terminal is, a line for what takes long.
import assert from "node:assert/strict";
import { Steps } from "../../../src/cli/release/steps.ts";

describe("unrolled release: what it is doing", () => {
  const { write } = process.stderr;
  const { isTTY } = process.stdout;
  afterEach(() => {
    process.stderr.write = write;
    process.stdout.isTTY = isTTY;
  });

  it("is said with its seconds on standard error, each ten seconds, where the output is no terminal", () => {
    let [time, told] = [5000, ""];
    process.stdout.isTTY = false;
    process.stderr.write = ((text: string) => {
      told += text;
      return true;
    }) as typeof write;
    const steps = new Steps(() => time);
    steps.begin("exam: proving (1 of 2)");
    time += 9000;
    steps.begin("exam: running (2 of 2)");
    assert.equal(told, "");
    time += 1500;
    steps.begin("exam: running (2 of 2)");
    time += 9000;
    steps.begin("exam: still running");
    steps.end();
    assert.equal(told, "exam: running (2 of 2), 11 s\n");
  });
});
