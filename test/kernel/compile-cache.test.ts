import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../kernel/compile-cache.ts";
import { needDist, root } from "../needs.ts";
import { itSoaks, times } from "../soak.ts";

describe("the compile cache", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "package-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("lies in the project's own .cache, else where each system keeps a user's caches", () => {
    const at = (env: NodeJS.ProcessEnv, platform: string) => cacheFolder(folder, env, platform, "/h/u");
    assert.equal(at({}, "linux"), "/h/u/.cache/unrolled/compile");
    assert.equal(at({ XDG_CACHE_HOME: "/var/c" }, "linux"), "/var/c/unrolled/compile");
    assert.equal(at({}, "darwin"), "/h/u/Library/Caches/unrolled/compile");
    assert.equal(at({ LOCALAPPDATA: "/l" }, "win32"), "/l/unrolled/compile");
    mkdirSync(join(folder, ".cache"));
    assert.equal(at({ XDG_CACHE_HOME: "/var/c" }, "linux"), join(folder, ".cache", "compile"));
  });

  describe("of an installed package", function () {
    this.timeout(60_000);
    beforeEach(function () {
      needDist(this);
      for (const part of ["dist", "package.json"]) cpSync(join(root, part), join(folder, part), { recursive: true });
      symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
      const source = "(await new Promise(done => setTimeout(done, 1200)), process.env.NODE_COMPILE_CACHE)";
      const cell = { cell_type: "code", id: "a", metadata: {}, execution_count: null, outputs: [], source };
      const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
      writeFileSync(join(folder, "one.ipynb"), JSON.stringify(notebook));
    });

    const run = (cache: string, more: NodeJS.ProcessEnv = {}) => {
      const { NODE_COMPILE_CACHE: _, ...env } = process.env;
      const args = ["dist/src/cli.js", "run", "one.ipynb"];
      const options = { cwd: folder, encoding: "utf8", env: { ...env, XDG_CACHE_HOME: cache, ...more } } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
      assert.equal(status, 0, stdout + stderr);
      return stdout;
    };

    itSoaks(
      "is written by the first start, for the compiler's thread and the cells' process as well; cells do not see it",
      async function () {
        if (process.platform !== "linux") return this.skip();
        const cache = join(folder, "home cache");
        const stdout = run(cache);
        assert.doesNotMatch(stdout, /unrolled.compile/);
        const written = globSync("unrolled/compile/*/*", { cwd: cache });
        // The command line's, the session's, the toolkit's, the compiler's.
        assert.ok(written.length >= 8, `${written.length} files`);
      },
    );

    itSoaks("is not needed: a place where none can be made is no fault", async function () {
      if (process.platform !== "linux") return this.skip();
      for (const cache of ["/proc/nope", "/dev/null/x", join(folder, "dist", "index.d.ts")].slice(0, times(1, 3)))
        assert.match(run(cache), /1 cell ran/);
    });
  });
});
