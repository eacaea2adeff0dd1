// What threads do when something goes wrong: they are stopped with the work, come back after they have died, and are done
// without where they cannot be had.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import workerThreads, { Worker } from "node:worker_threads";
import { setThreads, type WasmBackend } from "../../../../src/backend/index.ts";
import type { Phase } from "../../../../src/backend/wasm/threads/crew.ts";
import { words } from "../../../../src/backend/wasm/threads/words.ts";
import type { WorkerData } from "../../../../src/backend/wasm/threads/worker.ts";
import { seed } from "../../../../src/tensor/index.ts";
import { compiledKernels } from "../kernels.ts";
import { inputsOf, randomLeaves } from "../recurrences.ts";
import { started, threaded, withWorkers, work } from "./crews.ts";

const root = new URL("../../../../", import.meta.url);
const lstm = { kind: "lstm" } as const;

/** ∂L/∂U of an LSTM. */
function step(xp: WasmBackend): Float32Array {
  const leaves = randomLeaves(lstm, { T: 200, batch: 24, input: 9, hidden: 33 }, seed(4), "float32");
  const inputs = inputsOf(xp, lstm, leaves, { initial: true, bias: true });
  const result = xp.recurrence(lstm, inputs, { saves: true });
  const given = { hidden: result.hidden, cell: undefined };
  const back = xp.recurrenceBackward(lstm, inputs, result, given, { wants: { xs: true, hidden: false } });
  return xp.values(back.recurrentKernel!) as Float32Array;
}

/**
 * Runs `test` with workers that stop before they look at a job while gate[0] is 1, and say so in gate[1].
 * `worker` tells whether the first is inside one, and how many kernels it has run.
 */
async function withGate(
  test: (gate: Int32Array, worker: () => { inside: boolean; done: number }) => Promise<void>,
): Promise<void> {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const script = `const { gate } = require("node:worker_threads").workerData; const { load } = Atomics;
    Atomics.load = (words, i) => {
      if (i >= ${words.table} && load(gate, 0) === 1) { Atomics.store(gate, 1, 1); Atomics.wait(gate, 0, 1); }
      return load(words, i);
    };\n`;
  let shared: Int32Array | undefined;
  workerThreads.Worker = class extends Worker {
    constructor(source: string | URL, options: workerThreads.WorkerOptions = {}) {
      const workerData = options.workerData as WorkerData;
      super(script + String(source), { ...options, workerData: { ...workerData, gate } });
      shared = workerData.shared.words;
    }
  };
  try {
    await test(gate, () => ({
      inside: Atomics.load(shared!, words.running) > 0,
      done: Atomics.load(shared!, words.progress + words.line),
    }));
  } finally {
    workerThreads.Worker = Worker;
  }
}

/** Runs `test`; what was warned of meanwhile. */
async function warnings(test: () => Promise<void>): Promise<string[]> {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (text: string) => said.push(text);
  try {
    await test();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe("threads of the wasm backend: failures", function () {
  this.timeout(120_000);
  let expected: Float32Array;
  before(async () => {
    expected = step((await threaded(1)).xp);
  });

  it("stop wherever the work is interrupted, and the next work is right", async () => {
    const crew = await threaded(2);
    await started(crew, 1);
    const host = globalThis as Record<symbol, unknown>;
    const key = Symbol.for("Jupyter.interrupt");
    let interrupted = 0;
    for (let limit = 1; ; limit += 7) {
      let polls = 0;
      host[key] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        step(crew.xp);
        break;
      } catch (error) {
        assert.match(String(error), /Interrupted/);
        interrupted++;
      } finally {
        delete host[key];
      }
      assert.deepEqual(step(crew.xp), expected);
    }
    assert.ok(interrupted > 3, `${interrupted} times`);
  });

  it("do not touch a job that is being noted while they leave another, where one between the two was given up", () =>
    withGate(async (gate, worker) => {
      const crew = (await threaded(2)).crew;
      const nothing: Phase = (_, kernels) => kernels.copyRows(0, 0, 0, 0, 0, 0);
      while (crew.ready < 1) {
        crew.pieces(1e6, 2);
        await sleep(5);
      }
      while (worker().inside); // it may still be about to leave a job of the self-check
      // The worker stays inside a job that the main thread does alone.
      Atomics.store(gate, 0, 1);
      const isStopped = () => Atomics.load(gate, 1) === 1;
      while (!isStopped()) {
        crew.run(2, [nothing]);
        while (worker().inside && !isStopped()); // the next job would wait for a worker that the gate is about to stop
      }
      assert.throws(
        () =>
          crew.run(
            2,
            (function* () {
              yield nothing;
              throw new Error("Interrupted");
            })(),
          ),
        /Interrupted/,
      );
      const { done } = worker();
      crew.run(
        2,
        (function* () {
          yield nothing;
          Atomics.store(gate, 0, 0);
          Atomics.notify(gate, 0);
          const end = performance.now() + 5000;
          while (worker().inside) assert.ok(performance.now() < end, "it leaves the job that is done");
          assert.equal(worker().done, done);
        })(),
      );
    }));

  it("that have died while nothing was to do are started anew", () =>
    withWorkers(
      script => script,
      async made => {
        const crew = await threaded(2);
        await started(crew, 1);
        const ended = once(made[0]!, "exit");
        void made[0]!.terminate();
        assert.deepEqual(step(crew.xp), expected); // by the main thread alone, if the other has gone
        await ended;
        assert.deepEqual(step(crew.xp), expected);
        await started(crew, 1);
        assert.equal(made.length, 2);
        assert.deepEqual(step(crew.xp), expected);
      },
    ));

  it("that die within their work are told, and the next step is right", () =>
    withWorkers(
      script =>
        "const { Instance } = WebAssembly; WebAssembly.Instance = function (...args) { const { exports } = new Instance(...args);" +
        `return { exports: { ...exports, lstmBackward() { process.exit(3); } } }; };\n${script}`,
      async () => {
        const crew = await threaded(2, {}, { patienceMs: 100 });
        await started(crew, 1);
        let error: unknown;
        // A worker that comes late finds its piece done.
        while (!error) {
          try {
            await started(crew, 1);
            step(crew.xp);
          } catch (caught) {
            error = caught;
          }
        }
        assert.match(String(error), /cannot finish this step.*has not got on.*the last whole step.*setThreads\(1\)/);
        assert.deepEqual(step(crew.xp), expected);
      },
    ));

  it("whose kernels fail are told", () =>
    withWorkers(
      script =>
        "const { Instance } = WebAssembly; WebAssembly.Instance = function (...args) { const { exports } = new Instance(...args);" +
        `return { exports: { ...exports, lstmBackward() { throw new RangeError("broken"); } } }; };\n${script}`,
      async () => {
        const crew = await threaded(2);
        let error: unknown;
        while (!error) {
          try {
            await started(crew, 1);
            step(crew.xp);
          } catch (caught) {
            error = caught;
          }
        }
        assert.match(String(error), /a kernel failed on one of its threads/);
      },
    ));

  it("that cannot be started are done without, which is said once", async () => {
    const said = await warnings(() =>
      withWorkers(
        () => {
          throw new Error("no more threads in this box");
        },
        async () => {
          const { xp } = await threaded(3);
          for (let i = 0; i < 3; i++) assert.deepEqual(step(xp), expected);
          assert.match(xp.describe(), /, 1 thread \(no more threads in this box\), /);
          assert.deepEqual(step((await threaded(2)).xp), expected);
        },
      ),
    );
    assert.deepEqual(said, ["the wasm backend computes on 1 thread: no more threads in this box"]);
  });

  it("are done without where no memory is shared, at the same numbers", async () => {
    const { SharedArrayBuffer: shared } = globalThis;
    Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
    try {
      const { xp } = await threaded(2);
      await warnings(async () => assert.deepEqual(step(xp), expected));
      assert.match(xp.describe(), /, 1 thread \(this page is not isolated.*COOP and COEP\)/);
    } finally {
      globalThis.SharedArrayBuffer = shared;
    }
  });

  it("keep no process alive", async () => {
    const kernels = await compiledKernels();
    const program = `
      const { loadWasm } = await import(${JSON.stringify(new URL("src/backend/index.ts", root).href)});
      let crew;
      const load = await loadWasm({ kernels: new URL(${JSON.stringify(kernels.href)}), threads: 3 },
        { crewTuning: { worthPieceNs: 1 }, onCrew: made => { crew = made; } });
      const xp = load();
      const a = xp.full(1, [64, 64], "float32");
      while (crew.ready < 2) { xp.matmul(a, a, false, false); await new Promise(done => setTimeout(done, 5)); }
      console.log(xp.values(xp.matmul(a, a, false, false))[0]);`;
    const loader = pathToFileURL(fileURLToPath(new URL("test/ts-node.mjs", root))).href;
    const args = ["--import", loader, "--input-type=module", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: fileURLToPath(root) });
    assert.equal(stdout, "64\n");
  });

  it("are as many as the environment says, or it is told what it may say", async () => {
    const { UNROLLED_THREADS: before } = process.env;
    const file = new URL("src/backend/wasm/threads/settings.ts", root).href;
    const said = async (text: string): Promise<number> => {
      process.env.UNROLLED_THREADS = text;
      const { threads } = (await import(`${file}?threads=${text}`)) as { threads(): number };
      return threads();
    };
    try {
      assert.equal(await said("7"), 7);
      assert.equal(await said(""), Math.min(availableParallelism(), 64));
      for (const text of ["many", "0", "65", "1.5"])
        await assert.rejects(
          said(text),
          new RegExp(
            `^RangeError: UNROLLED_THREADS should be a whole number of threads from 1 to 64, but it is "${text}"`,
          ),
        );
    } finally {
      if (before === undefined) delete process.env.UNROLLED_THREADS;
      else process.env.UNROLLED_THREADS = before;
    }
  });

  it("are as many as was said", async () => {
    for (const threads of [0, 1.5, 65, Number.NaN])
      assert.throws(() => setThreads(threads), /setThreads expects a whole number of threads from 1 to 64, but got/);
    await assert.rejects(threaded(0), /wasm expects a whole number of threads from 1 to 64, but got 0/);
    const { xp } = await threaded(5);
    assert.match(xp.describe(), /, 5 threads, /);
    assert.equal(work(xp).length, 64 * 64);
  });
});
