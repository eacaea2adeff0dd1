import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { prefixDataDir, removeKernelspec, userDataDir, writeKernelspec } from "../../kernel/install.ts";

describe("install", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "kernelspec é "));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const spec = () => ({
    dataDir,
    name: "unrolled",
    displayName: "TypeScript (Unrolled)",
    node: resolve("some node/bin/node"),
    main: resolve("dist/kernel/main.js"),
    preload: ["unrolled"],
  });

  it("writes a kernelspec whose connection file is an argument of its own", () => {
    const folder = writeKernelspec(spec());
    assert.equal(folder, join(dataDir, "kernels", "unrolled"));
    const kernel = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
    assert.deepEqual(kernel.argv, [spec().node, spec().main, "--preload", "unrolled", "{connection_file}"]);
    assert.equal(kernel.display_name, "TypeScript (Unrolled)");
    assert.equal(kernel.language, "typescript");
    assert.equal(kernel.interrupt_mode, "message");
    assert.match(readFileSync(join(folder, "logo-svg.svg"), "utf8"), /^<svg /);
  });

  it("replaces one that is there, and leaves nothing else", () => {
    writeFileSync(join(writeKernelspec(spec()), "stale.txt"), "");
    writeKernelspec({ ...spec(), displayName: "New" });
    assert.deepEqual(readdirSync(join(dataDir, "kernels")), ["unrolled"]);
    assert.deepEqual(readdirSync(join(dataDir, "kernels", "unrolled")).sort(), ["kernel.json", "logo-svg.svg"]);
  });

  it("says where it cannot write", () => {
    const file = join(dataDir, "file");
    writeFileSync(file, "");
    assert.throws(() => writeKernelspec({ ...spec(), dataDir: file }), /cannot write the kernelspec .*file.*ENOTDIR/);
  });

  it("refuses a relative path, and a name that Jupyter would not find", () => {
    assert.throws(() => writeKernelspec({ ...spec(), node: "node" }), /expects an absolute path as node, but got node/);
    assert.throws(() => writeKernelspec({ ...spec(), name: "../x" }), /may hold letters, digits.*but got "\.\.\/x"/);
    assert.throws(() => writeKernelspec({ ...spec(), name: ".." }), /but got "\.\."/);
  });

  it("removes it and says whether it was there", () => {
    writeKernelspec(spec());
    assert.equal(removeKernelspec(dataDir, "unrolled"), true);
    assert.equal(removeKernelspec(dataDir, "unrolled"), false);
  });

  it("finds the user's folder as jupyter_core does on each platform", () => {
    assert.equal(userDataDir({}, "linux", "/h"), join("/h", ".local", "share", "jupyter"));
    assert.equal(userDataDir({ XDG_DATA_HOME: "/x" }, "linux", "/h"), join("/x", "jupyter"));
    assert.equal(userDataDir({}, "darwin", "/h"), join("/h", "Library", "Jupyter"));
    assert.equal(userDataDir({ APPDATA: "/a" }, "win32", "/h"), join("/a", "jupyter"));
    assert.equal(userDataDir({ JUPYTER_DATA_DIR: resolve("d") }, "win32", "/h"), resolve("d"));
    assert.equal(prefixDataDir("p"), resolve("p", "share", "jupyter"));
  });
});
