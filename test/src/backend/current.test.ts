// The backend in use: chosen by one call, else the default, which is made at the first tensor or is an error there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { itSoaks } from "../../soak.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs a program in a process of its own, where no test has chosen a backend; what it printed. */
function printed(program: string): string {
  const options = ["--import", "./test/ts-node.mjs", "--input-type=module", "--eval", program];
  const { stdout, stderr, status } = spawnSync(process.execPath, options, { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}
const rooms = `
  const { currentBackend, reference, setBackend, setDefaultBackend } = await import("./src/backend/index.ts");
  const { tensor } = await import("./src/tensor/index.ts");
`;

describe("backend: the one in use", () => {
  itSoaks("is the reference until another is chosen", () => {
    assert.equal(printed(`${rooms} console.log(currentBackend().name)`), "reference\n");
  });

  itSoaks("is the default, made when the first tensor needs it, unless another was chosen", () => {
    const made = "setDefaultBackend(() => { console.log('made'); return { ...reference, name: 'other' } })";
    assert.equal(printed(`${rooms} ${made}; console.log('before'); console.log(tensor([1]).backend.name)`), "before\nmade\nother\n"); // biome-ignore format: a line
    assert.equal(printed(`${rooms} setBackend(reference); ${made}; console.log(tensor([1]).backend.name)`), "reference\n"); // biome-ignore format: a line
  });

  // Beside the sources there are no compiled kernels: what a damaged installation looks like.
  itSoaks(
    "where the door's default cannot be had, the first tensor says so and nothing takes its place; one call does",
    async () => {
      const program = `
      const { tensor, setBackend, reference } = await import("./src/index.ts");
      try { tensor([1]) } catch ({ message }) { console.log(message) }
      setBackend(reference);
      console.log(tensor([1, 2]).sum().item())`;
      assert.match(
        printed(program),
        /^no tensor can be made: the wasm backend expects its kernels at .*plain\.wasm; npm run build makes them\. To compute without WebAssembly: setBackend\(reference\)\n3\n$/,
      );
    },
  );
});

describe("backend: choosing one", () => {
  it("tells what is none, and options that it does not have", async () => {
    const { setBackend, wasm } = await import("../../../src/backend/index.ts");
    const pending = new Promise(() => {});
    assert.throws(
      () => setBackend(pending as never),
      /expects a backend or the name of one, .* but got a Promise; await it/,
    );
    assert.throws(() => setBackend(8 as never), /setBackend expects a backend or the name of one, .* but got 8$/);
    await assert.rejects(setBackend("tfjs" as never), /expects one of reference, wasm, tfjs-cpu, .* but got "tfjs"$/);
    await assert.rejects(wasm({ smid: "plain" } as never), /options out of simd, .* but got smid; did you mean simd\?/);
    await assert.rejects(wasm({ simd: "fast" as never }), /wasm expects simd "plain" or "relaxed", but got "fast"/);
    await assert.rejects(wasm({ tile: 4 as never }), /wasm expects a tile of 8 or 16 columns, but got 4/);
  });

  it("by its name is awaited: until it is there no tensor is made, and one that cannot be had changes nothing", async () => {
    const { currentBackend, reference, setBackend } = await import("../../../src/backend/index.ts");
    const usual = currentBackend();
    try {
      const wanted = setBackend("reference");
      assert.throws(
        currentBackend,
        /the backend is still being loaded; write await setBackend\("reference"\), then make/,
      );
      await wanted;
      assert.equal(currentBackend(), reference);
      // Beside the sources there are no compiled kernels.
      await assert.rejects(setBackend("wasm"), /expects its kernels/);
      assert.equal(currentBackend(), reference);
      const overtaken = setBackend("reference");
      setBackend(usual);
      await overtaken;
      assert.equal(currentBackend(), usual);
    } finally {
      setBackend(usual);
    }
  });
});
