// What cells say, with the real executor: all of console, child processes, progress, displays.
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type CellOutcome, type Session, startSession } from "../../../kernel/session.ts";
import { until } from "../../until.ts";

const plain = (outcome: CellOutcome) => (outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome);
const said = (outputs: Output[], name: "stdout" | "stderr" = "stdout") =>
  outputs.map(output => (output.type === "stream" && output.name === name ? output.text : "")).join("");

describe("session: the output of cells", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
  });
  after(() => session.close());

  async function run(code: string, own = session) {
    const outputs: Output[] = [];
    const outcome = await own.execute(code, { onOutput: output => outputs.push(output) });
    return { outcome, outputs };
  }

  describe("console", () => {
    // What Node itself prints for the same calls is the oracle, of which a few lines are written out here.
    const cases: [string, string, string?][] = [
      [
        "console.log('%s is %d years and %i, %o %% %c.', 'Ada', 36, 4.2, [1], 'css')",
        "Ada is 36 years and 4, [ 1, [length]: 1 ] % .\n",
      ],
      ["console.info(1); console.debug(2)", "1\n2\n"],
      ["console.warn('w'); console.error('e')", "", "w\ne\n"],
      [
        "console.table([{ a: 1, b: 'x' }, { a: 2 }])",
        "┌─────────┬───┬─────┐\n│ (index) │ a │ b   │\n├─────────┼───┼─────┤\n│ 0       │ 1 │ 'x' │\n│ 1       │ 2 │     │\n└─────────┴───┴─────┘\n",
      ],
      [
        "console.table([[1, 2]], ['1'])",
        "┌─────────┬───┐\n│ (index) │ 1 │\n├─────────┼───┤\n│ 0       │ 2 │\n└─────────┴───┘\n",
      ],
      [
        "console.group('g'); console.log('in\\nside'); console.group(); console.warn('w'); console.groupEnd(); console.groupEnd(); console.log('out')",
        "g\n  in\n  side\nout\n",
        "    w\n",
      ],
      ["console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })", "{ a: [Object] }\n"],
      [
        "console.count(); console.count('x'); console.count(); console.countReset(); console.count()",
        "default: 1\nx: 1\ndefault: 2\ndefault: 1\n",
      ],
      [
        "console.assert(true, 'fine'); console.assert(false, 'sum is %d', 3); console.assert(false)",
        "",
        "Assertion failed: sum is 3\nAssertion failed\n",
      ],
      [
        "process.stdout.write('a'); process.stdout.write(new Uint8Array([0xc3])); process.stdout.write(new Uint8Array([0xb8]), () => {})",
        "aø",
      ],
    ];
    for (const [code, stdout, stderr = ""] of cases)
      it(code.slice(0, 60), async () => {
        const { outputs } = await run(code);
        assert.equal(said(outputs), stdout);
        assert.equal(said(outputs, "stderr"), stderr);
      });

    it("time and trace", async () => {
      const { outputs } = await run(
        "console.time('t'); console.timeLog('t', 'so far'); console.timeEnd('t'); console.trace('here')",
      );
      assert.match(said(outputs), /^t: [\d.]+m?s so far\nt: [\d.]+m?s\n$/);
      assert.match(said(outputs, "stderr"), /^Trace: here\n {4}at cell \d+:1:\d+\n$/);
    });

    it("is plain unless colors are asked for, and a result is always plain", async () => {
      const code = "console.log('text', 1, [true]); process.stdout.isTTY; [1]";
      assert.equal(said((await run(code)).outputs), "text 1 [ true ]\n");
      const colored = await startSession({ colors: true });
      const { outcome, outputs } = await run(code, colored);
      await colored.close();
      assert.ok(said(outputs).startsWith("text \x1b[34m1\x1b[39m"));
      assert.equal(stripVTControlCharacters(said(outputs)), "text 1 [ true ]\n");
      assert.equal(plain(outcome), "[ 1 ]");
    });
  });

  describe("of child processes", () => {
    const child = (text: string) =>
      JSON.stringify(`process.stdout.write(${JSON.stringify(text)}); process.stderr.write('e')`);

    it("that are waited for is there before the cell is done, whole, each time", async () => {
      await run(
        "import { execFileSync, spawn, spawnSync } from 'node:child_process'; import { once } from 'node:events'",
      );
      for (let i = 0; i < 15; i++) {
        const code = `execFileSync(process.execPath, ['-e', ${JSON.stringify(`process.stdout.write('${i}'.repeat(150000))`)}], { stdio: 'inherit' })`;
        const cell = run(code);
        const next = run("'next'");
        const { outputs } = await cell;
        const before = said(outputs).length;
        await next;
        assert.equal(before, 150000 * String(i).length);
        assert.equal((await next).outputs.length, 0);
      }
    });

    it("is there before the cell is done also where this process had no time to read", async () => {
      const started = Promise.withResolvers<void>();
      const outputs: Output[] = [];
      const cell = session.execute(
        "console.log('go'); await new Promise(go => setTimeout(go, 20)); console.log('first'); execFileSync(process.execPath, ['-p', '2'], { stdio: 'inherit' })",
        {
          onOutput: output => {
            outputs.push(output);
            started.resolve();
          },
        },
      );
      await started.promise;
      // Meanwhile all of it arrives: what the cell prints, the child's line in another pipe, and the reply.
      const busy = performance.now() + 400;
      while (performance.now() < busy);
      await cell;
      assert.equal([...said(outputs)].sort().join(""), [..."go\nfirst\n2\n"].sort().join(""));
    });

    for (const stdio of ["'inherit'", "['ignore', 1, process.stderr]", "['pipe', 'inherit', 'inherit']"])
      it(`with stdio ${stdio} belongs to its cell, though another runs by then`, async () => {
        const first = await run(
          `const late = spawn(process.execPath, ['-e', "setTimeout(() => { console.log('late ø'); console.error('e') }, 60)"], { stdio: ${stdio} }); late.stdout`,
        );
        const second = await run("await once(late, 'close'); 'done'");
        assert.equal(plain(second.outcome), "'done'");
        assert.deepEqual([said(first.outputs), said(first.outputs, "stderr")], ["late ø\n", "e\n"]);
        assert.deepEqual(second.outputs, []);
        assert.equal(plain(first.outcome), "null", "an inherited stream is none to read");
      });

    it("that has ended is complete when its cell is, without waiting for its streams", async () => {
      const { outputs } = await run(
        `await once(spawn(process.execPath, ['-e', ${child("x".repeat(100000))}], { stdio: 'inherit' }), 'exit'); 0`,
      );
      const atOnce = said(outputs).length;
      assert.equal(atOnce, 100000);
      assert.equal(said(outputs, "stderr"), "e");
    });

    it("that is piped is the cell's to read", async () => {
      const { outcome } = await run(
        `const piped = spawn(process.execPath, ['-e', ${child("mine")}]); let text = ''; piped.stdout.on('data', data => text += data); await once(piped, 'close'); text`,
      );
      assert.equal(plain(outcome), "'mine'");
    });
  });

  describe("in progress", () => {
    const texts = (outputs: Output[]) => outputs.map(output => output.type === "display" && output.data["text/plain"]);

    it("is one display that is updated in place, at most every 50 ms, and ends with the last step", async () => {
      const { outputs } = await run(
        "let sum = 0; for (const i of display.progress(1000, { label: 'adding' })) sum += i; sum",
      );
      assert.deepEqual(texts(outputs), ["adding: 0 / 1000 (0 %)", "adding: 1000 / 1000 (100 %)"]);
      const [first, last] = outputs;
      assert.ok(first?.type === "display" && last?.type === "display");
      assert.deepEqual([first.update, last.update, first.displayId === last.displayId], [undefined, true, true]);
      assert.equal(
        last.data["text/html"],
        '<div>adding <progress aria-label="adding" value="1000" max="1000"></progress> 1000 / 1000 (100 %)</div>',
      );
    });

    it("is seen while a loop that never yields goes on", async () => {
      const { outputs } = await run(
        "for (const i of display.progress(4)) { const end = performance.now() + 60; while (performance.now() < end); }",
      );
      assert.deepEqual(
        texts(outputs),
        [0, 1, 2, 3, 4, 4].map(i => `progress: ${i} / 4 (${i * 25} %)`),
      );
    });

    it("goes over lists, iterators of unknown length and asynchronous ones, and keeps their types", async () => {
      const { outcome, outputs } = await run(`
        const names: string[] = [];
        for (const name of display.progress(["a", "b"])) names.push(name.toUpperCase());
        for (const n of display.progress(new Set([1, 2, 3]).values())) names.push(n.toFixed());
        async function* later() { yield "x"; await null; yield "y"; }
        for await (const x of display.progress(later(), { total: 2 })) names.push(x.trim());
        names.join("")`);
      assert.equal(plain(outcome), "'AB123xy'");
      assert.deepEqual(
        texts(outputs).filter((_, i) => i % 2 === 1),
        ["progress: 2 / 2 (100 %)", "progress: 3", "progress: 2 / 2 (100 %)"],
      );
      assert.match(
        JSON.stringify(outputs[3]),
        /<progress aria-label=.{1,3}progress.{1,3}><\/progress>/,
        "without a value",
      );
    });

    it("moves by hand, with a note beside it, and shows where it was left", async () => {
      const { outputs } = await run("const bar = display.progress(10); bar.update(3, 'loss <1>'); bar.update(4);");
      assert.deepEqual(texts(outputs), ["progress: 0 / 10 (0 %)", "progress: 4 / 10 (40 %) · loss <1>"]);
      assert.match(JSON.stringify(outputs.at(-1)), /loss &#60;1&#62;<\/div>/);
      const broken = await run("for (const i of display.progress(9)) if (i === 5) throw new Error('x')");
      assert.equal(texts(broken.outputs).at(-1), "progress: 5 / 9 (55 %)");
    });
  });

  it("outlives its cell and stays the cell's", async () => {
    const first = await run("const ticking = setInterval(() => { console.log('tick'); display('tock') }, 10); 0");
    await until(() => /^(tick\n){2,}$/.test(said(first.outputs)));
    const second = await run("clearInterval(ticking); console.log('mine')");
    assert.deepEqual(said(second.outputs), "mine\n");
    assert.match(said(first.outputs), /^(tick\n){2,}$/);
    assert.ok(first.outputs.some(output => output.type === "display"));
  });
});
