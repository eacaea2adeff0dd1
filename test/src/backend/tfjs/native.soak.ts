// TensorFlow.js as `npm run tfjs-native` sets it up, for real: its wasm, and TensorFlow's own library by the code of tfjs-node and of
// tfjs-node-gpu. (Without a GPU that computes on the processor; CUDA is not exercised.)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  type Backend,
  type BackendName,
  currentBackend,
  reference,
  setBackend,
} from "../../../../src/backend/index.ts";
import { backendNamed } from "../../../../src/backend/named.ts";
import { root } from "../../../needs.ts";
import { contract } from "../contract.ts";
import { trained } from "./trained.ts";

const folder = join(root, "binder", "tfjs");

/** What the set-up says where this machine cannot have it. */
const cannotBeHad =
  /Getting TensorFlow's library failed|TensorFlow\.js failed|no C\+\+ compiler|fetched by pip|is for Linux/;

async function named(name: BackendName): Promise<Backend> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await backendNamed(name)();
  } finally {
    process.chdir(before);
  }
}

describe("tfjs: installed for real", function () {
  this.timeout(600_000);

  before(function () {
    const setUp = [join(root, "binder", "setup.mjs"), "tfjs-native"];
    const { status, stdout, stderr } = spawnSync(process.execPath, setUp, { encoding: "utf8" });
    if (status === 0) return;
    const said = (stdout + stderr).trim();
    assert.match(said, cannotBeHad);
    console.log(`not run: "${this.test?.parent?.title}" needs npm run tfjs-native, which ends with: ${said.split("\n").slice(-3).join(" ")}`); // biome-ignore format: a line
    this.skip();
  });

  contract({ name: "tfjs, wasm", make: () => named("tfjs-wasm"), isExact: false });
  contract({ name: "tfjs, node", make: () => named("tfjs-node"), isExact: false });

  for (const name of ["tfjs-cpu", "tfjs-wasm", "tfjs-node", "tfjs-node-gpu"] as const)
    it(`${name} trains a model with the losses of the reference`, async () => {
      const usual = currentBackend();
      setBackend(reference);
      const expected = await trained().finally(() => setBackend(usual));
      const program = join(root, "test", "src", "backend", "tfjs", "trained.ts");
      const options = ["--import", join(root, "test", "ts-node.mjs"), program, folder, name];
      const { status, stdout, stderr } = spawnSync(process.execPath, options, { cwd: root, encoding: "utf8" });
      assert.equal(status, 0, stderr);
      const { losses } = JSON.parse(stdout.trim().split("\n").at(-1)!) as { losses: number[] };
      assert.equal(losses.length, expected.length);
      for (const [epoch, loss] of losses.entries())
        assert.ok(Math.abs(loss - expected[epoch]!) < 1e-5, `epoch ${epoch}: ${loss}, expected ${expected[epoch]}`);
      assert.ok(losses.at(-1)! < losses[0]!, `it learns: ${losses}`);
      if (name === "tfjs-node-gpu") assert.match(stderr, /finds no GPU here and computes on the CPU/);
    });
});
