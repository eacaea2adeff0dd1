import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unrolled } from "./cli.ts";

const built = existsSync(fileURLToPath(new URL("../../../dist/kernel/main.js", import.meta.url)));

describe("unrolled kernel", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled Umgebung "));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("expects install, and one place", async () => {
    const failures = await Promise.all([
      unrolled(["kernel"]),
      unrolled(["kernel", "remove"]),
      unrolled(["kernel", "install", "--user", "--prefix", folder]),
      unrolled(["kernel", "install", "--sys-prefix"]),
      unrolled(["kernel", "install", folder]),
    ]);
    assert.deepEqual(
      failures.map(({ code }) => code),
      [2, 2, 2, 2, 2],
    );
    const messages = failures.map(({ stderr }) => stderr);
    assert.match(messages[0]!, /expects "install", but got nothing/);
    assert.match(messages[1]!, /but got "remove"/);
    assert.match(messages[2]!, /choose one/);
    assert.match(messages[3]!, /^unrolled kernel install: unknown option '--sys-prefix'\n$/);
    assert.match(messages[4]!, /expects no name/);
  });

  it("registers the kernel for the user or in an environment, with the Node that runs", async function () {
    if (!built) {
      console.log('not run: "unrolled kernel install" needs dist/ (npm run build)');
      this.skip();
    }
    const env = { JUPYTER_DATA_DIR: join(folder, "own data") };
    const [user, prefix] = await Promise.all([
      unrolled(["kernel", "install", "--user"], { env }),
      unrolled(["kernel", "install", "--prefix", "env"], { cwd: folder }),
    ]);
    assert.deepEqual([user.code, prefix.code], [0, 0], user.stderr + prefix.stderr);
    for (const kernels of [join(folder, "own data", "kernels"), join(folder, "env", "share", "jupyter", "kernels")]) {
      const { argv, language } = JSON.parse(readFileSync(join(kernels, "unrolled", "kernel.json"), "utf8"));
      assert.equal(language, "typescript");
      assert.equal(argv[0], process.execPath);
      assert.ok(existsSync(argv[1]), argv[1]);
      assert.ok(argv.includes("{connection_file}"));
    }
    assert.match(user.stdout, /Jupyter now offers "TypeScript \(Unrolled\)"/);
  });

  it("says where it cannot write", async function () {
    if (!built) this.skip();
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await unrolled(["kernel", "install", "--prefix", join(folder, "file")]);
    assert.match(stderr, /cannot write the kernelspec .*file/);
    assert.equal(code, 2);
  });
});
