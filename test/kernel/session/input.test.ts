// What a cell asks the person, with the real executor: it stands still until the answer is there.
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { executeNotebook } from "../../../kernel/notebook/index.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import type { InputRequest } from "../../../kernel/protocol/stdin.ts";
import { type CellOutcome, type Session, startSession } from "../../../kernel/session.ts";

const plain = (outcome: CellOutcome) => (outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome);

describe("session: a cell that asks", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
  });
  after(() => session.close());

  /** Runs a cell whose questions are answered in turn. */
  async function answering(code: string, ...answers: string[]) {
    const asked: InputRequest[] = [];
    const onInput = async (request: InputRequest) => {
      asked.push(request);
      await delay(5);
      return answers.shift() ?? assert.fail(`nobody answers ${request.prompt}`);
    };
    const outputs: Output[] = [];
    const outcome = await session.execute(code, { onInput, onOutput: output => outputs.push(output) });
    return { asked, outputs, value: plain(outcome) };
  }

  it("gets its answers in place, one after the other", async () => {
    const { asked, value } = await answering("[prompt('First?'), prompt('Second? ')].join(' ')", "Ada", "Løvelace 😀");
    assert.deepEqual(asked, [
      { prompt: "First? ", password: false },
      { prompt: "Second? ", password: false },
    ]);
    assert.equal(value, "'Ada Løvelace 😀'");
  });

  it("takes an empty answer for the suggestion, where there is one", async () => {
    const { asked, value } = await answering(
      "[prompt('Name?', 'Ann'), prompt('Name?', 'Ann'), prompt()]",
      "",
      "Bob",
      "",
    );
    assert.equal(asked[0]?.prompt, "Name? [Ann] ");
    assert.equal(value, "[ 'Ann', 'Bob', '' ]");
  });

  for (const [name, code] of [
    [
      "readline/promises",
      "import { createInterface } from 'node:readline/promises'; const rl = createInterface({ input: process.stdin, output: process.stdout }); " +
        "const a = await rl.question('Name? '), b = await rl.question('Age? '); rl.close(); [a, b]",
    ],
    [
      "an interface of an earlier cell",
      "const again = createInterface(process.stdin); await new Promise(done => setTimeout(done, 50)); " +
        "[await again.question('Name? '), await again.question('Age? ')]",
    ],
    [
      "readline",
      "import rlc from 'node:readline'; const io = rlc.createInterface({ input: process.stdin }); " +
        "await new Promise(done => io.question('Name? ', a => io.question('Age? ', {}, b => done([a, b]))))",
    ],
    [
      "readline, promisified",
      "import { promisify } from 'node:util'; const q = promisify(io.question).bind(io); [await q('Name? '), await q('Age? ')]",
    ],
  ] as const)
    it(`asks as prompt does by ${name}`, async () => {
      const { asked, value } = await answering(code, "Ada", "36");
      assert.deepEqual(asked, [
        { prompt: "Name? ", password: false },
        { prompt: "Age? ", password: false },
      ]);
      assert.equal(value, "[ 'Ada', '36' ]");
    });

  for (const code of [
    "for await (const line of createInterface({ input: process.stdin })) line",
    "createInterface({ input: process.stdin }).on('line', () => {})",
    "for await (const chunk of process.stdin) chunk",
    "import { once } from 'node:events'; await once(process.stdin, 'data')",
    "import { text } from 'node:stream/consumers'; await text(process.stdin)",
    "import { pipeline } from 'node:stream/promises'; import { PassThrough } from 'node:stream'; await pipeline(process.stdin, new PassThrough())",
  ])
    it(`refuses what would wait for ever: ${code}`, async () => {
      await session.execute("import { createInterface } from 'node:readline/promises'");
      const { value } = await answering(code);
      assert.match(JSON.stringify(value), /ask with prompt/);
    });

  it("leaves readline alone where it reads something else", async () => {
    const { value } = await answering(
      "import { Readable } from 'node:stream'; const lines: string[] = []; " +
        "for await (const line of createInterface({ input: Readable.from(['a\\nb', '\\nc']) })) lines.push(line); lines.join()",
    );
    assert.equal(value, "'a,b,c'");
  });

  it("asks for a yes, and takes everything else for a no", async () => {
    const answers = ["y", "Yes ", "n", "", "yellow"];
    const { asked, value } = await answering(
      `Array.from({ length: ${answers.length} }, () => confirm('Sure?'))`,
      ...answers,
    );
    assert.equal(asked[0]?.prompt, "Sure? [y/n] ");
    assert.equal(value, "[ true, true, false, false, false ]");
  });

  it("asks for a password as such, and prints before it asks", async () => {
    const { asked, outputs, value } = await answering(
      "console.log('hello'); prompt.password('Token?').length",
      "secret",
    );
    assert.deepEqual(asked, [{ prompt: "Token? ", password: true }]);
    assert.deepEqual(outputs, [{ type: "stream", name: "stdout", text: "hello\n" }]);
    assert.equal(value, "6");
  });

  it("can be stopped while it waits, and a late answer reaches nobody", async () => {
    const question = Promise.withResolvers<string>();
    const asked = Promise.withResolvers<void>();
    const running = session.execute("prompt('Never?')", {
      onInput: () => {
        asked.resolve();
        return question.promise;
      },
    });
    await asked.promise;
    session.interrupt();
    const outcome = await running;
    assert.equal(outcome.status === "error" && outcome.ename, "Interrupted");
    question.resolve("too late");
    assert.equal((await answering("prompt('Again?')", "in time")).value, "'in time'");
  });

  it("gets an error where nobody can answer: no front end, its cell done, the front end gone", async () => {
    const evalue = (outcome: CellOutcome) => (outcome.status === "error" ? outcome.evalue : "");
    assert.match(evalue(await session.execute("prompt('Name?')")), /nobody can answer "Name\? " here.*write the value/);
    await session.execute("confirm('Sure?')").then(outcome => assert.match(evalue(outcome), /nobody can answer/));
    const gone = await session.execute("prompt('Name?')", { onInput: () => Promise.reject(new Error("it left")) });
    assert.match(evalue(gone), /it left/);

    const outputs: Output[] = [];
    await session.execute("setTimeout(() => prompt('Late?'), 10)", {
      onInput: async () => "never asked",
      onOutput: output => outputs.push(output),
    });
    while (outputs.length === 0) await delay(5);
    assert.match(JSON.stringify(outputs), /nobody can answer .*Late\?/);
  });

  it("ends a notebook's run without a front end with that error", async () => {
    const cells = ["const before = 1", "prompt('Name?')", "2"].map(source => ({
      cell_type: "code" as const,
      source,
      metadata: {},
      execution_count: null,
      outputs: [],
    }));
    const { failure } = await executeNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, session);
    assert.equal(failure?.number, 2);
    assert.match(failure.outcome.status === "error" ? failure.outcome.evalue : "", /nobody can answer "Name\? " here/);
  });

  it("is only a name like any other: a cell may declare its own", async () => {
    assert.equal(
      (await answering("{ const prompt = 1; const confirm = 2; prompt + confirm }\nconst widgets = 3; widgets")).value,
      "3",
    );
  });
});
