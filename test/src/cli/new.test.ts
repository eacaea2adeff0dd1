import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newAssignment } from "../../../src/cli/new.ts";
import { needDist } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";

describe("unrolled new", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled new "));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  it("writes an assignment and its course, and says what comes next", async () => {
    const { code, stdout, stderr } = await unrolled(["new", "leaky", "--in", "our course"], { cwd });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /hidden\.ts\n[\s\S]*unrolled doctor --course "our course"\n/);
    assert.deepEqual(JSON.parse(readFileSync(join(cwd, "our course", "package.json"), "utf8")).unrolled, {
      course: ".",
    });
    const again = await unrolled(["new", "leaky", "--in", "our course"], { cwd });
    assert.match(again.stderr, /^unrolled new leaky: .*leaky is there already: choose another name\n$/);
    assert.equal(again.code, 2);
  });

  it("leaves a course alone that it cannot read", async () => {
    writeFileSync(join(cwd, "index.ts"), "export const assignment = whatever");
    const { code, stderr } = await unrolled(["new", "leaky"], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /^unrolled new: index\.ts imports no `course`: add these lines by hand:\n/);
    assert.ok(!existsSync(join(cwd, "leaky")));
    await assert.rejects(newAssignment([]), /expects one name, .* but got none/);
    await assert.rejects(newAssignment(["Leaky", "--in", cwd]), /in small letters and digits|imports no `course`/);
  });

  itSoaks(
    "is proven from the first minute, twice in one course, and its notebook runs to full marks",
    async function () {
      needDist(this);
      this.timeout(120_000);
      for (const name of ["leaky", "gates-graded"])
        assert.equal((await unrolled(["new", name, "--in", "our course"], { cwd })).code, 0);
      const { stdout } = await unrolled(["doctor", "--course", "our course"], { cwd });
      assert.match(
        stdout,
        /index\.ts, every question proven, 2 notebooks run with full marks\. Not tried here: .* unrolled release "our course\/gates-graded" --to DIR/,
      );
      for (const name of ["leaky", "gates-graded"]) {
        const told = await unrolled(["validate", join("our course", name, "source.ipynb")], { cwd });
        assert.match(
          told.stdout,
          /3 of 3 questions are answered; the checks give 3 of 5 points/,
          told.stdout + told.stderr,
        );
        assert.equal(told.code, 0, told.stdout + told.stderr);
      }
      const change = (file: string, from: RegExp, to: string) => {
        const path = join(cwd, "our course", "leaky", file);
        const text = readFileSync(path, "utf8");
        assert.match(text, from);
        writeFileSync(path, text.replace(from, to));
      };
      change("source.ipynb", /Explain \(2 points\)/, "Explain (3 points)");
      const old = await unrolled(["doctor", "--course", "our course"], { cwd });
      assert.match(
        old.stdout,
        /○ Course .*\n +look at leaky, source\.ipynb, cell 8: its heading says 3 for q3, but questions\.ts 2/,
      );
      assert.equal(old.code, 0);
      change("source.ipynb", /const left = [^"\\]*/, "const left = 0");
      const wrong = await unrolled(["doctor", "--course", "our course"], { cwd });
      assert.match(
        wrong.stdout,
        /✗ Course +leaky, source\.ipynb, cell 3, q1: its solution gets 0 of 1 points, .*full marks are expected/,
      );
      assert.equal(wrong.code, 1);
    },
  );
});
