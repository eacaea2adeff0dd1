// The toolkit in a page, without Node and without a kernel: a bare web server, one module script, the same numbers.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { join, normalize } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { needChromium, needDist, root } from "../needs.ts";

/** Runs in the page and in Node: trains a small model from seeds, and tells what computed and what came of it. */
async function train(toolkit: string): Promise<{ backend: string; losses: readonly number[] }> {
  const { currentBackend, dense, lstm, seed, sequential, setBackend, wasm } = await import(toolkit);
  setBackend(await wasm({ simd: "plain" }));
  const x = seed(0).normal(0, 1, [32, 12, 5]);
  const y = Array.from({ length: 32 }, (_, i) => i % 3);
  const model = sequential([lstm(7, { inputShape: [12, 5], seed: 1 }), dense(3, { activation: "softmax", seed: 2 })]);
  model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "adam" });
  const { history } = await model.fit(x, y, { epochs: 3, batchSize: 8, seed: 3, verbose: 0 });
  return { backend: currentBackend().name, losses: history.loss };
}

/** The same with steps that are worth several threads; how many it says there are. */
async function trainLarger(toolkit: string): Promise<{ threads: string; losses: readonly number[] }> {
  const { currentBackend, dense, lstm, seed, sequential } = await import(toolkit);
  const x = seed(0).normal(0, 1, [256, 30, 32]);
  const y = Array.from({ length: 256 }, (_, i) => i % 3);
  const model = sequential([lstm(48, { inputShape: [30, 32], seed: 1 }), dense(3, { activation: "softmax", seed: 2 })]);
  model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "adam" });
  const { history } = await model.fit(x, y, { epochs: 6, batchSize: 32, seed: 3, verbose: 0 });
  const threads = /(\d+ threads?( \(this page is not isolated)?)/.exec(currentBackend().describe())?.[1] ?? "";
  return { threads, losses: history.loss };
}

/** Weights of Keras and PyTorch, read and written: what reads HDF5 is loaded by the page itself. */
async function carryOver([toolkit, file]: [string, number[]]): Promise<{ outputs: number[]; names: string[] }> {
  const { dense, fromKeras, fromTorch, lstm, readSafetensors, seed, sequential, toTorch, writeSafetensors } =
    await import(toolkit);
  const ten = Array.from({ length: 10 }, () => dense(4, { activation: "tanh" }));
  const make = () => sequential([lstm(4, { inputShape: [4, 4], returnSequences: true }), lstm(4), dense(4), ...ten]);
  const model = make();
  await fromKeras(model, new Uint8Array(file));
  const before = [...model.predict(seed(0).normal(0, 1, [2, 4, 4])).values()];
  const weights = readSafetensors(writeSafetensors(toTorch(model)));
  model.setWeights(model.getWeights().map((weight: { mul(n: number): unknown }) => weight.mul(0)));
  fromTorch(model, weights);
  const after = [...model.predict(seed(0).normal(0, 1, [2, 4, 4])).values()];
  return { outputs: [...before, ...after], names: Object.keys(weights) };
}

const types: { [extension: string]: string } = { js: "text/javascript", wasm: "application/wasm", html: "text/html" };

describe("page: the toolkit", function () {
  this.timeout(60_000);
  let server: Server;
  let browser: Browser;

  before(async function () {
    needDist(this);
    browser = await chromium.launch({ executablePath: needChromium(this), args: ["--no-sandbox", "--disable-gpu"] });
    server = createServer(async ({ url = "/" }, response) => {
      const path = normalize(new URL(url, "http://localhost").pathname);
      const type = types[path.split(".").at(-1)!] ?? types.html!;
      try {
        const body = path.startsWith("/dist/") ? await readFile(join(root, path)) : "<!doctype html>";
        // What isolates a page from others, so that its threads may share memory.
        const isolated = url.startsWith("/isolated") || url.startsWith("/dist");
        const headers = isolated && {
          "cross-origin-opener-policy": "same-origin",
          "cross-origin-embedder-policy": "require-corp",
        };
        response.writeHead(200, { "content-type": type, ...headers }).end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  it("trains to the numbers that Node trains to, on the compiled kernels", async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", error => errors.push(String(error)));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await page.goto(address);
    const there = await page.evaluate(train, `${address}/dist/src/index.js`);
    const here = await train(new URL("../../dist/src/index.js", import.meta.url).href);
    assert.deepEqual(there, here);
    assert.match(there.backend, /wasm/);
    assert.equal(new Set(there.losses).size, 3);
    assert.deepEqual(errors, []);
  });

  it("trains on several threads where the page is isolated, else on one and says so, to the same numbers", async function () {
    if (availableParallelism() === 1) this.skip();
    const here = await trainLarger(new URL("../../dist/src/index.js", import.meta.url).href);
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const isolated = await browser.newPage();
    await isolated.goto(`${address}/isolated`);
    do {
      const there = await isolated.evaluate(trainLarger, `${address}/dist/src/index.js`);
      assert.deepEqual(there.losses, here.losses);
      assert.match(there.threads, /^\d+ threads$/);
    } while (isolated.workers().length === 0);
    const alone = await browser.newPage();
    const said: string[] = [];
    alone.on("console", message => said.push(message.text()));
    await alone.goto(address);
    const there = await alone.evaluate(trainLarger, `${address}/dist/src/index.js`);
    assert.deepEqual(there, { threads: "1 thread (this page is not isolated", losses: here.losses });
    assert.equal(said.filter(text => text.startsWith("the wasm backend computes on 1 thread: this page")).length, 1);
    assert.equal(alone.workers().length, 0);
  });

  it("reads weights of Keras, and writes and reads those of PyTorch, as Node does", async () => {
    const page = await browser.newPage();
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await page.goto(address);
    const file = [...(await readFile(join(root, "test/fixtures/interop/keras_square.weights.h5")))];
    const there = await page.evaluate(carryOver, [`${address}/dist/src/index.js`, file] as [string, number[]]);
    const here = await carryOver([new URL("../../dist/src/index.js", import.meta.url).href, file]);
    assert.deepEqual(there, here);
    assert.deepEqual(there.outputs.slice(0, 8), there.outputs.slice(8));
    assert.equal(there.names.length, 30);
  });
});
