import assert from "node:assert/strict";
import { unrolled } from "./cli.ts";

describe("unrolled", () => {
  it("shows help without arguments, by name, and as options", async () => {
    const [bare, named, short] = await Promise.all([unrolled([]), unrolled(["help"]), unrolled(["-h"])]);
    assert.match(bare.stdout, /unrolled run NOTEBOOK/);
    assert.deepEqual([named, short], [bare, bare]);
    assert.equal(bare.code, 0);
  });

  it("answers an unknown command with those it has", async () => {
    const { code, stderr, stdout } = await unrolled(["rnu", "a.ipynb"]);
    assert.equal(
      stderr,
      'unrolled has no command "rnu", only run, kernel, doctor, help, version: see "unrolled help"\n',
    );
    assert.deepEqual([code, stdout], [2, ""]);
  });

  it("does not take Object's own names for commands", async () => {
    assert.equal((await unrolled(["constructor"])).code, 2);
  });
});
