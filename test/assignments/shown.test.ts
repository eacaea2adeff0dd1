// Verdicts in a notebook: each shows itself wherever it stands, once; and nowhere without a kernel.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { EngineKind } from "../../kernel/language/engine.ts";
import { startSession } from "../../kernel/session.ts";
import { preloadOf } from "../../src/cli/preload.ts";
import { needDist, root } from "../needs.ts";

describe("a verdict in a cell", () => {
  let session: Awaited<ReturnType<typeof startSession>>;
  before(async function () {
    needDist(this);
    session = await startSession(preloadOf());
    await run('const { q6, q7, q8 } = assignment("counting")');
  });
  after(() => session?.close());

  /** What a cell shows, in order; its result last, behind "=". */
  async function run(code: string): Promise<string[]> {
    const seen: string[] = [];
    const outcome = await session.execute(code, {
      onOutput: output => seen.push(output.type === "stream" ? output.text.trim() : textOf(output as never)),
    });
    if (outcome.status === "error") seen.push(`${outcome.ename}: ${outcome.evalue}`);
    else if (outcome.result) seen.push(`= ${textOf(outcome.result)}`);
    return seen.map(text => text.replace(/^((?:= )?. [a-z ]+):.*/s, "$1"));
  }
  const textOf = ({ data }: { data: { [type: string]: unknown } }) => String(data["text/plain"]);

  it("shows itself in each line, in a loop, in a function, and stays the result where it is the last value", async () => {
    assert.deepEqual(await run("q6.check(2016)"), ["= ✓ correct"]);
    assert.deepEqual(await run("q6.check(2016)\nq7.check(5)"), ["✓ correct", "= ✗ not yet"]);
    assert.deepEqual(await run("for (const n of [1, 8874, ____]) q8.check(n)"), [
      "✗ not yet",
      "✓ correct",
      "○ not attempted",
    ]);
    assert.deepEqual(await run("const tries = (n: number) => { q6.check(n); return n }; tries(2016)"), [
      "✓ correct",
      "= 2016",
    ]);
    assert.deepEqual(await run("if (q6.check(1).correct) console.log('right')"), ["✗ not yet"]);
    assert.deepEqual(await run("console.log(String(q6.check(1)))"), ["✗ not yet"]);
  });

  it("shows itself when it is there, where a judge takes its time", async () => {
    await run(`import { exactly, question } from "unrolled/checking"
    const slow = question({
      id: "demo/slow", asks: "", because: "so.", hints: [],
      answer: { ...exactly(6), judge: async (n: number) => Number(n === 6) },
    })`);
    assert.deepEqual(await run("slow.check(6); console.log('then')"), ["✓ correct", "then"]);
    assert.deepEqual(await run("slow.check(5)"), ["= ✗ not yet"]);
    assert.deepEqual(await run("(await slow.check(6)).correct"), ["✓ correct", "= true"]);
    assert.deepEqual(await run("await slow.check(6)"), ["= ✓ correct"]);
  });

  it("so does a hint or a solution, once", async () => {
    const whole = async (code: string) => (await run(code)).map(text => text.replace(/: .*/s, ""));
    assert.deepEqual(await whole("q7.hint()\nq7.hint()"), ["Hint 1 of 3", "= Hint 2 of 3"]);
    assert.deepEqual(await whole("for (let i = 0; i < 3; i++) q8.hint()"), [
      "Hint 1 of 3",
      "Hint 2 of 3",
      "Hint 3 of 3",
    ]);
    assert.deepEqual(await whole("q8.hint()\nq8.hint(2)"), ["No more hints", "= Hint 2 of 3"]);
    assert.deepEqual(await whole("q7.solution()\nq7.check(3)"), ["Solution", "= ✗ not yet"]);
    assert.deepEqual(await whole("const kept = q6.hint(); kept"), ["= Hint 1 of 3"]);
    assert.deepEqual(await whole("console.log(q6.hint(1)); console.log(`${q6.hint()}`)"), [
      "Hint 1 of 3",
      "Hint 2 of 3",
    ]);
  });

  it("many of one question in one cell are few, and how many more there were", async () => {
    const first = Array<string>(10).fill("✗ not yet");
    const more = (n: string, id: string) => `… ${n} more checks of ${id} in this cell`;
    assert.deepEqual(await run("for (let n = 0; n < 2000; n++) q6.check(n)"), [...first, more("1,990", "counting/q6")]);
    assert.deepEqual(await run("for (let n = 0; n < 20; n++) { q6.check(n); q7.check(n) }; q8.check(8874)"), [
      ...first.flatMap(text => [text, text]),
      more("10", "counting/q6"),
      more("10", "counting/q7"),
      "= ✓ correct",
    ]);
    assert.deepEqual(await run("Array.from({ length: 12 }, (_, n) => q6.check(n))"), [
      ...first,
      more("2", "counting/q6"),
    ]);
    // The last value is seen as the result, and what is printed as text; the next cell begins anew.
    assert.deepEqual(await run("for (let n = 0; n < 10; n++) q6.check(n)\nq6.check(2016)"), [...first, "= ✓ correct"]);
    assert.deepEqual(await run("for (let n = 0; n < 10; n++) q6.check(n)\nconsole.log(`${q6.check(2016)}`)"), [
      ...first,
      "✓ correct",
    ]);
    assert.deepEqual(
      await run("for (let n = 0; n < 12; n++) { q6.check(n); await new Promise(done => setTimeout(done)) }"),
      [...first, more("2", "counting/q6")],
    );
    assert.deepEqual(await run("for (let n = 0; n < 11; n++) q6.check(n)\nthrow new Error('then')"), [
      ...first,
      "… 1 more check of counting/q6 in this cell",
      "Error: then",
    ]);
  });

  it("is a value and nothing else without a kernel", () => {
    const code =
      'import { assignment } from "unrolled/assignments"; assignment("counting").q6.check(1); console.log("end")';
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", code], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(printed, "end\n");
  });
});

for (const engine of ["native", "tslab"] as EngineKind[])
  describe(`a verdict as a condition, by the ${engine} engine`, () => {
    let session: Awaited<ReturnType<typeof startSession>>;
    before(async function () {
      needDist(this);
      session = await startSession({ ...preloadOf(), engine });
      await session.execute('const { q6 } = assignment("counting"); const kept = q6.check(1); const n: number = 3');
    });
    after(() => session?.close());
    const run = async (code: string) => {
      const outcome = await session.execute(code);
      return outcome.status === "error" ? outcome.traceback.join("\n") : "ok";
    };

    const refused: [code: string, column: number, asked: string][] = [
      ["if (q6.check(1)) console.log('right')", 5, "q6.check(1)"],
      ["q6.check(1) && console.log('right')", 1, "q6.check(1)"],
      ["q6.check(1) || console.log('wrong')", 1, "q6.check(1)"],
      ["q6.check(1) ? 'right' : 'wrong'", 1, "q6.check(1)"],
      ["if (!q6.check(1)) console.log('wrong')", 6, "q6.check(1)"],
      ["if (n > 2 && q6.check(1)) console.log('right')", 14, "q6.check(1)"],
      ["while (q6.check(1)) break", 8, "q6.check(1)"],
      ["for (; (q6.check(1)); ) break", 9, "q6.check(1)"],
      ["if (await q6.check(1)) console.log('right')", 5, "await q6.check(1)"],
      ["Boolean(q6.check(1))", 9, "q6.check(1)"],
      ["[q6.check(1)].every(verdict => verdict)", 32, "verdict"],
      ["[q6.check(1), kept].filter(Boolean)", 2, "q6.check(1)"],
      ["!!q6.check(1) ? 1 : 2", 3, "q6.check(1)"],
      ["console.assert(q6.check(1))", 16, "q6.check(1)"],
      ["const f = (x: number): string => { if (kept) return 'right'; return `${x}` }", 40, "kept"],
    ];
    for (const [code, column, asked] of refused)
      it(`is refused in a plain sentence: ${code}`, async () => {
        const [line, , source, carets] = (await run(code)).split("\n");
        assert.equal(
          line?.replace(/^cell \d+/, "cell"),
          `cell:1:${column} - error TS2801: A verdict is true in every condition, also for a wrong answer. Ask for .correct: if (q1.check(x).correct)`,
        );
        assert.equal(source?.slice(carets!.indexOf("^"), carets!.length), asked);
      });

    for (const code of [
      "if (q6.check(1).correct) console.log('right')",
      "q6.check(1).correct ? 1 : 2",
      "if (q6.check(1).status === 'correct') 1",
      "[q6.check(1)].every(verdict => verdict.correct); [1].filter(Boolean); console.assert(n === 3)",
      "if (n) 1; if (!n) 2; const m = n || 3; [1].includes(n) && 4; const late = async () => { if (await Promise.resolve(1)) return 2 }",
      "const anything: any = q6.check(1); if (anything) 1",
    ])
      it(`is not in the way of ${code}`, async () => assert.equal(await run(code), "ok"));
  });
