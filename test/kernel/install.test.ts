import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  prefixDataDir,
  readKernelspec,
  removeKernelspec,
  systemDataDirs,
  userDataDir,
  writeKernelspec,
} from "../../kernel/install.ts";

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
    assert.deepEqual(kernel.metadata, { debugger: false, supported_encryption: ["curve"] });
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

  it("says which of the files that it starts are gone", () => {
    assert.equal(readKernelspec(dataDir, "unrolled"), undefined);
    const [node, main] = [join(dataDir, "node"), join(dataDir, "main.js")];
    for (const file of [node, main]) writeFileSync(file, "");
    const folder = writeKernelspec({ ...spec(), node, main });
    const argv = [node, main, "--preload", "unrolled", "{connection_file}"];
    assert.deepEqual(readKernelspec(dataDir, "unrolled"), { folder, argv, gone: [] });
    rmSync(main);
    assert.deepEqual(readKernelspec(dataDir, "unrolled")?.gone, [main]);
    writeFileSync(join(folder, "kernel.json"), "{");
    assert.throws(() => readKernelspec(dataDir, "unrolled"), /cannot read the kernelspec .*kernel\.json.*again/);
  });

  it("starts a copy of its own of packages that may go, and takes that along when it is removed", () => {
    const modules = join(dataDir, "cache", "node_modules");
    const main = join(modules, "our package", "dist", "main.js");
    for (const file of [main, join(modules, "other", "index.js"), join(modules, ".bin", "other")]) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, file);
    }
    const folder = writeKernelspec({ ...spec(), node: process.execPath, main, carry: modules });
    rmSync(join(dataDir, "cache"), { recursive: true });
    const { argv, gone } = readKernelspec(dataDir, "unrolled")!;
    assert.deepEqual(gone, []);
    assert.equal(argv[1], join(folder, "node_modules", "our package", "dist", "main.js"));
    assert.equal(readFileSync(argv[1], "utf8"), main);
    assert.deepEqual(readdirSync(join(folder, "node_modules")).sort(), ["other", "our package"]);
    removeKernelspec(dataDir, "unrolled");
    assert.equal(existsSync(folder), false);
  });

  it("knows where Jupyter looks for everybody", () => {
    assert.deepEqual(systemDataDirs({}, "linux"), ["/usr/local/share/jupyter", "/usr/share/jupyter"]);
    assert.deepEqual(systemDataDirs({ PROGRAMDATA: "P" }, "win32"), [join("P", "jupyter")]);
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
