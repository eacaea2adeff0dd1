// The table of groups leaves no test file out, and runs none twice where that is not meant.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planOf, type Run } from "./groups.mjs";
import { root } from "./needs.ts";

const inFolder = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" }).map(
  path => `test/${path.replaceAll("\\", "/")}`,
);
const filesOf = (runs: Run[]) => runs.flatMap(({ files }) => files);

describe("groups of tests", () => {
  const plans = [planOf("test"), planOf("soak")] as const;
  const [test, soak] = plans.map(({ lanes, shared }) => [...lanes.flat(), ...shared]) as [Run[], Run[]];
  const twice = (runs: Run[]) => {
    const files = filesOf(runs.filter(({ backend }) => backend === undefined));
    return files.filter((file, index) => files.indexOf(file) !== index);
  };

  it("run every *.test.ts in npm test and every *.soak.ts in npm run soak, once", () => {
    const run = (runs: Run[], ending: string) =>
      [...new Set(filesOf(runs))].filter(path => path.endsWith(ending)).sort();
    for (const [runs, ending] of [
      [test, ".test.ts"],
      [soak, ".soak.ts"],
    ] as const)
      assert.deepEqual(run(runs, ending), inFolder.filter(path => path.endsWith(ending)).sort());
    assert.deepEqual([twice(test), twice(soak)], [[], []]);
  });

  it("run a test whose count is larger in a soak there, too", () => {
    const both = filesOf(soak).filter(path => path.endsWith(".test.ts"));
    for (const path of ["test/kernel/session/interrupt.test.ts", "test/src/cli/doctor.test.ts"])
      assert.ok(both.includes(path), both.join());
    assert.ok(!both.includes("test/kernel/session.test.ts"));
  });

  it("run the toolkit's suites once more on WebAssembly, those without tensors not", () => {
    const wasm = filesOf(test.filter(({ backend }) => backend === "wasm"));
    for (const room of ["src/tensor", "src/nn", "src/training", "ports"])
      assert.ok(wasm.some(path => path.startsWith(`test/${room}/`)));
    assert.ok(wasm.every(path => /^test\/(src\/(?!backend|checking|cli|display|grader|plot)[^/]+|ports)\//.test(path)));
    assert.ok(!wasm.includes("test/src/nn/unroll/fused.test.ts"), "it compares the backends itself");
    const onReference = wasm.filter(path => readFileSync(join(root, path), "utf8").includes("on-reference.ts"));
    assert.deepEqual(onReference, [], "an import that chooses the backend would choose it for all");
  });

  it("never start the project in its own folder twice at a time", () => {
    for (const { lanes, shared } of plans) {
      const having = [...lanes, shared].filter(runs =>
        filesOf(runs).some(path => /^test\/(binder|browser|package)\//.test(path)),
      );
      assert.equal(having.length, 1);
    }
    assert.ok(existsSync(join(root, "test", "binder")));
  });
});
