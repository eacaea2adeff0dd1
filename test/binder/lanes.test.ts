// Several mochas side by side: one report, one sum, one status; and none of them outlives a Ctrl-C.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { needProc, root } from "../needs.ts";
import { itSoaks } from "../soak.ts";
import { emptyFolder } from "./folders.ts";
import { leftOver, markName } from "./processes.ts";

describe("npm test: mochas side by side", () => {
  const folder = emptyFolder();
  after(() => rmSync(folder, { recursive: true }));

  const suite = (name: string, code: string) => {
    const file = join(folder, `${name}.test.mjs`);
    const imports =
      'import assert from "node:assert/strict"; import { setTimeout as sleep } from "node:timers/promises";';
    writeFileSync(file, `${imports}\n${code}`);
    return { name: `run ${name}`, files: [file] };
  };

  type Runs = ReturnType<typeof suite>[];
  const start = (...lanes: Runs[]) => startSharing([], ...lanes);
  const startSharing = (shared: Runs, ...lanes: Runs[]) => {
    const mark = randomUUID();
    const program = `import { runLanes } from ${JSON.stringify(join(root, "binder", "lanes.mjs"))};
      process.exitCode = await runLanes(${JSON.stringify({ lanes, shared })}, process.execPath, process.env);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: root,
      env: { ...process.env, [markName]: mark },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = text(child.stdout);
    const ended = new Promise<number | null>(resolve => child.on("close", resolve));
    return { child, mark, output, ended };
  };

  it("report by whole suites, then what failed, then the sum", async () => {
    const slow = suite(
      "slow",
      `for (const name of ["a", "b"]) describe(name, () => {
         for (const n of [1, 2, 3]) it(name + n, () => sleep(20));
       });
       it("alone", () => console.log("printed by alone"));`,
    );
    const wrong = suite(
      "wrong",
      `for (const name of ["x", "y"]) describe(name, () => {
         for (const n of [1, 2, 3]) it(name + n, () => sleep(20));
         it("fails", () => assert.equal(name, "nothing"));
         it.skip("left out", () => {});
       });`,
    );
    const { output, ended } = start([slow], [wrong]);
    const lines = (await output).split("\n").map(line => line.trim());
    assert.equal(await ended, 1);
    assert.equal(lines.at(-2), "13 passed, 2 failed, 2 skipped");
    const failed = (name: string) =>
      `FAILED ${name} fails: Expected values to be strictly equal: '${name}' !== 'nothing'`;
    assert.deepEqual(lines.slice(-4, -2), [failed("x"), failed("y")], "what failed stands at the end again");
    for (const name of ["a", "b", "x", "y"]) {
      const first = lines.indexOf(name);
      assert.deepEqual(
        lines.slice(first + 1, first + 4).map(line => line.replace(/^\S+ | \(\d+ms\)$/g, "")),
        [1, 2, 3].map(n => `${name}${n}`),
      );
    }
    assert.ok(lines.includes("printed by alone"));
    const summary = lines.indexOf("run wrong:");
    assert.ok(summary > lines.indexOf("y") && summary > lines.indexOf("b"), "failures come last");
    assert.ok(lines.indexOf("'x' !== 'nothing'") > summary);
  });

  it("pass on that all is well", async () => {
    const { output, ended } = start([suite("good", 'it("holds", () => {});'), suite("too", 'it("holds", () => {});')]);
    assert.match(await output, /\n2 passed, 0 failed\n$/);
    assert.equal(await ended, 0);
  });

  itSoaks("take a shared run where a lane is free, each once", async () => {
    const [done, exists] = [join(folder, "done"), 'import { existsSync, writeFileSync } from "node:fs";'];
    const shared = ["one", "two", "three"].map(name =>
      suite(name, `${exists} it("holds", () => writeFileSync(${JSON.stringify(`${done}-${name}`)}, ""));`),
    );
    // It ends when the others have ended in the free lane.
    const waits = `${exists} it("waits", async () => {
      for (const name of ["one", "two", "three"]) while (!existsSync(${JSON.stringify(`${done}-`)} + name)) await sleep(20);
    });`;
    const { output, ended } = startSharing(shared, [suite("long", waits)], []);
    const text = await output;
    assert.match(text, /run long:(.|\n)*run one:(.|\n)*run two:(.|\n)*run three:(.|\n)*\n4 passed, 0 failed\n$/);
    assert.ok(text.indexOf("holds") < text.indexOf("waits"), "the free lane does not wait");
    assert.equal(await ended, 0);
  });

  it("count a run that breaks off as a failure, and go on with the next", async () => {
    const broken = suite("broken", 'it("holds", () => {}); it("leaves", () => process.exit(0));');
    const { output, ended } = start([broken, suite("next", 'it("holds", () => {});')]);
    assert.match(
      await output,
      /run broken:(.|\n)*the run ended early \(status 0\)(.|\n)*\nFAILED run broken: .*\n1 passed, 1 failed\n$/,
    );
    assert.equal(await ended, 1);
  });

  itSoaks("end a run that something keeps after its last suite, and count that as a failure", async () => {
    const open = suite("open", 'it("holds", () => void setInterval(() => {}, 1000));');
    const { output, ended } = start([open, suite("next", 'it("holds", () => {});')]);
    assert.match(await output, /run open:(.|\n)*ended by force(.|\n)*\n2 passed, 1 failed\n$/);
    assert.equal(await ended, 1);
  });

  it("end with Ctrl-C, with all that they started", async function () {
    needProc(this);
    const endless = `import { spawn } from "node:child_process";
      it("waits", () => {
        spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
        console.log("waiting");
        return new Promise(() => {});
      }).timeout(0);`;
    const { child, mark, output, ended } = start([suite("one", endless)], [suite("two", endless)]);
    while ((await leftOver(mark, 0)).length < 5) await sleep(20);
    child.kill("SIGINT");
    assert.equal(await ended, 130);
    assert.deepEqual(await leftOver(mark), []);
    assert.match(await output, /\n0 passed, 2 failed\n$/);
  });
});
