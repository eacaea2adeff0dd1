// Packages of TensorFlow.js that are missing, of another version, half installed or broken: each is told in words, with what to do.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadTfjs, type TfjsName } from "../../../../src/backend/tfjs/packages.ts";

describe("tfjs: its packages", () => {
  const before = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "unrolled tfjs ")));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  /** A package as it would lie beside the notebook; without `main`, only its package.json. */
  const put = (name: string, main?: string, version = "4.22.0") => {
    const at = join(folder, "node_modules", name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, "package.json"), JSON.stringify({ name, version, main: "main.js" }));
    if (main !== undefined) writeFileSync(join(at, "main.js"), main);
  };
  const said = (name: TfjsName): string => {
    try {
      loadTfjs(name);
    } catch (error) {
      return (error as Error).message;
    }
    return "loaded";
  };

  it("is told which one is missing, and how to install it", () => {
    assert.equal(
      said("tfjs-node-gpu"),
      'setBackend("tfjs-node-gpu") expects the package @tensorflow/tfjs-node-gpu, but it is not installed; ' +
        "npm install @tensorflow/tfjs-node-gpu@4.22.0 in the notebook's folder, then restart the kernel",
    );
    put("@tensorflow/tfjs", "exports.findBackendFactory = () => null");
    assert.match(said("tfjs-wasm"), /expects the package @tensorflow\/tfjs-backend-wasm, but .* npm install @tensorflow\/tfjs@4\.22\.0 @tensorflow\/tfjs-backend-wasm@4\.22\.0 in/); // biome-ignore format: a line
  });

  it("is told which version is wanted", () => {
    put("@tensorflow/tfjs", "", "3.21.0");
    assert.match(
      said("tfjs-cpu"),
      /expects @tensorflow\/tfjs of version 4\.22\.0, but 3\.21\.0 is installed; npm install/,
    );
  });

  it("is told that one is half installed: its files, its native part, or a backend that registered elsewhere", () => {
    put("@tensorflow/tfjs");
    assert.match(said("tfjs-cpu"), /^setBackend\("tfjs-cpu"\) cannot load @tensorflow\/tfjs, which is installed: Cannot find module .*; delete node_modules/); // biome-ignore format: a line
    // As dist/index.js of tfjs-node 4.22.0 says it.
    put("@tensorflow/tfjs-node", 'throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: x")'); // biome-ignore format: a line
    assert.match(said("tfjs-node"), /its native part is not there, which its install script downloads .*; npm rebuild @tensorflow\/tfjs-node --foreground-scripts/); // biome-ignore format: a line
    put("@tensorflow/tfjs-backend-wasm", "");
    put("@tensorflow/tfjs", "exports.findBackendFactory = () => null");
    assert.match(said("tfjs-wasm"), /finds no backend "wasm" in @tensorflow\/tfjs: .* another copy of TensorFlow\.js, or is half installed/); // biome-ignore format: a line
  });

  it("is told what a library wants that does not load", () => {
    const lost = "libcudart.so.11.0: cannot open shared object file: No such file or directory";
    put("@tensorflow/tfjs-node-gpu", `throw Object.assign(new Error("${lost}"), { code: "ERR_DLOPEN_FAILED" })`);
    assert.match(said("tfjs-node-gpu"), /libcudart\.so\.11\.0: .*; it needs an NVIDIA GPU's driver, CUDA 11\.2 and cuDNN 8\.1$/); // biome-ignore format: a line
  });

  it("is given what it calls and Node no longer has, and its library's notices are silenced", () => {
    const program = `
      const { isNullOrUndefined } = require("util");
      if (isNullOrUndefined(0) || !isNullOrUndefined(null)) throw new Error("not given");
      if (process.env.TF_CPP_MIN_LOG_LEVEL === undefined) throw new Error("not silenced");
      exports.findBackendFactory = name => name === "tensorflow" && (() => {});`;
    put("@tensorflow/tfjs-node", program);
    assert.equal(said("tfjs-node"), "loaded");
    put("@tensorflow/tfjs-node-gpu", program);
    assert.match(said("tfjs-node-gpu"), /cannot be had beside tfjs-node, which is loaded already: restart the kernel/);
  });

  it("takes the place where the wasm kernels lie from the package", () => {
    put("@tensorflow/tfjs", "exports.findBackendFactory = () => () => {}");
    put("@tensorflow/tfjs-backend-wasm", "exports.setWasmPaths = folder => { globalThis.wasmPathsOfTest = folder }");
    assert.equal(said("tfjs-wasm"), "loaded");
    const place = (globalThis as { wasmPathsOfTest?: string }).wasmPathsOfTest;
    assert.equal(place, join(folder, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist/"));
  });
});
