import assert from "node:assert/strict";
import { unrolled } from "./cli.ts";

describe("unrolled", () => {
  it("shows help without arguments, by name, and as options", async () => {
    const [bare, named, short] = await Promise.all([unrolled([]), unrolled(["help"]), unrolled(["-h"])]);
    assert.match(bare.stdout, /unrolled run NOTEBOOK/);
    assert.deepEqual([named, short], [bare, bare]);
    assert.equal(bare.code, 0);
  });

  it("shows of each command what the help says of it", async () => {
    const all = (await unrolled(["help"])).stdout;
    for (const [args, lines] of [
      [
        ["run", "--help"],
        [/unrolled run NOTEBOOK/, /--course DIR/],
      ],
      [
        ["run", "missing.ipynb", "--inplace", "-h"],
        [/unrolled run NOTEBOOK/, /--output FILE/],
      ],
      [
        ["kernel", "--help"],
        [/unrolled kernel install/, /--prefix DIR/, /unrolled kernel uninstall/],
      ],
      [
        ["kernel", "install", "--help"],
        [/unrolled kernel install/, /--engine tslab/],
      ],
      [
        ["doctor", "-h"],
        [/unrolled doctor/, /--json/],
      ],
      [["version", "--help"], [/unrolled version/]],
      [["help", "--help"], [/unrolled help/]],
    ] as [string[], RegExp[]][]) {
      const { code, stdout, stderr } = await unrolled(args);
      assert.deepEqual([code, stderr], [0, ""], args.join(" "));
      for (const line of lines) assert.match(stdout, line);
      assert.ok(all.includes(stdout.split("\n")[0]!));
      const commands = new Set([...stdout.matchAll(/^ {2}unrolled (\w+)/gm)].map(([, name]) => name));
      assert.deepEqual([...commands], [args[0]]);
    }
    const { code, stderr } = await unrolled(["run", "-r", "greeting", "--help", "missing.ipynb"]);
    assert.match(stderr, /missing\.ipynb: there is no such file/, "it is the parameter's value");
    assert.equal(code, 2);
  });

  it("answers an unknown command with those it has", async () => {
    const { code, stderr, stdout } = await unrolled(["rnu", "a.ipynb"]);
    assert.match(
      stderr,
      /^unrolled has no command "rnu", only run, start, ([\w-]+, )+help, version: see "unrolled help"\n$/,
    );
    assert.deepEqual([code, stdout], [2, ""]);
  });

  it("does not take Object's own names for commands", async () => {
    assert.equal((await unrolled(["constructor"])).code, 2);
  });
});
