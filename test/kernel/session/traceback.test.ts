// Every error names the cell's own line, and points at it, wherever the error was made.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Session, startSession } from "../../../kernel/session.ts";

const library = `
const deep = (n, f) => (n === 0 ? f() : [n].map(() => deep(n - 1, f))[0]);
exports.fail = n => deep(n, () => { throw new RangeError("from the library"); });
exports.later = () => new Promise((_, reject) => setTimeout(() => exports.reject(reject), 1));
exports.reject = reject => reject(new RangeError("later"));
exports.wrap = n => { try { exports.fail(n); } catch (cause) { throw new Error("wrapped", { cause }); } };
`;

describe("a traceback", () => {
  let folder: string;
  let session: Session;
  let cells = 0;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "traceback ")));
    mkdirSync(join(folder, "node_modules", "library"), { recursive: true });
    writeFileSync(join(folder, "node_modules", "library", "index.js"), library);
    writeFileSync(
      join(folder, "helper.ts"),
      "\nexport const helper = async () => { await null; throw new Error('helped') };",
    );
    session = await startSession({ cwd: folder });
    await session.execute("import { fail, later, wrap } from 'library'; import { helper } from './helper'");
    await session.execute("import { readFile } from 'node:fs/promises'; import fs from 'node:fs'");
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });

  /** Its lines, with the cell as "cell", and where the caret stands. */
  const tracebackOf = async (code: string) => {
    cells += 1;
    const outcome = await session.execute(code, { executionCount: 100 + cells });
    assert.ok(outcome.status === "error", "no error");
    return outcome.traceback.map(line => line.replaceAll(`cell ${100 + cells}`, "cell"));
  };
  const pointsAt = (traceback: string[], line: number, column: number) => {
    const [quoted, caret] = traceback.slice(-2);
    assert.match(quoted!, new RegExp(`^${line} `), traceback.join("\n"));
    assert.equal(caret!.length - `${line} `.length, column, traceback.join("\n"));
  };

  const rejected: [what: string, code: string, place: string, column: number][] = [
    ["a file that is not there", "const t =\n  await readFile('nope.csv', 'utf8')", "at async cell:2:9", 9],
    ["fetch", "1\nawait fetch('http://localhost:1/')", "at async cell:2:7", 7],
    ["require", "1\nrequire('no-such-package')", "at cell:2:1", 1],
    ["an object that is thrown", "1\nthrow { code: 1 }", "at cell:2:1", 1],
    ["a text that is thrown", "1;\n  throw 'text'", "at cell:2:3", 3],
    ["an error of another realm", "import vm from 'node:vm'\nvm.runInNewContext('null.x')", "at cell:2:4", 4],
    ["nothing that is thrown", "1;\nthrow undefined", "at cell:2:1", 1],
    ["an AggregateError", "1\nawait Promise.any([Promise.reject(1)])", "at async cell:2:7", 7],
    ["a rejection with a number", "1\nawait Promise.reject(3)", "at async cell:2:7", 7],
    ["a rejection in a library's timer", "1\nawait later()", "at async cell:2:7", 7],
    ["a rejection in a file beside the notebook", "1\n;(await helper())", "at async cell:2:9", 9],
    ["for await", "1\nfor await (const x of [Promise.reject(5)]) x", "at async cell:2:23", 23],
    ["an error without a stack", "1\nthrow Object.assign(new Error('bare'), { stack: undefined })", "at cell:2:1", 1],
    ["a frozen error", "const e = Object.freeze(new Error('ice'))\nthrow e", "at cell:1:25", 25],
    ["an error that another cell made", "1\nthrow made", "at cell:2:1", 1],
    ["a promise that another cell made", "1\nawait promised", "at async cell:2:7", 7],
    [
      "what TypeScript erases before it",
      "interface A { x: number }\nconst a: A = { x: 1 }; await readFile(`${a.x}`)",
      "at async cell:2:30",
      30,
    ],
  ];
  for (const [what, code, place, column] of rejected)
    it(`names the cell's line: ${what}`, async () => {
      if (what.includes("another cell"))
        await session.execute(
          "const made = new Error('made'), promised = Promise.reject(made); promised.catch(() => {})",
        );
      const traceback = await tracebackOf(code);
      assert.ok(
        traceback.some(line => line.includes(place)),
        traceback.join("\n"),
      );
      pointsAt(traceback, place.includes(":1:") ? 1 : 2, column);
    });

  it("names the cell's line: import()", async () => {
    const traceback = await tracebackOf("1\nawait import('no-such-' + 'package')");
    assert.match(
      traceback.join("\n"),
      /^Error: Cannot find package 'no-such-package'.*\n {4}at (async )?cell:2:[67]\n/,
    );
    assert.equal(traceback.at(-2), "2 await import('no-such-' + 'package')");
  });

  it("names every cell that waits for it", async () => {
    await session.execute("const load = async () => {\n  await readFile('other') }", { executionCount: 7 });
    const traceback = await tracebackOf("1\nawait load()");
    assert.deepEqual(traceback.slice(1, 3), ["    at async cell 7:2:9", "    at async cell:2:7 {"]);
    pointsAt(traceback, 2, 7);
  });

  it("folds a library's frames behind the cell's line, however many there are", async () => {
    const traceback = await tracebackOf("1\nfail(60)");
    assert.deepEqual(traceback.slice(0, 2), ["RangeError: from the library", "    at cell:2:1"]);
    assert.match(traceback[2]!, /^ {4}… \d+ frames in library$/);
    pointsAt(traceback, 2, 1);
  });

  it("shows the cause, folded too", async () => {
    const traceback = await tracebackOf("1\nwrap(3)");
    assert.match(
      traceback.join("\n"),
      /^Error: wrapped\n {4}at cell:2:1\n {4}… 1 frame in library \{\n {2}\[cause\]: RangeError: from the library\n +at cell:2:1\n +… \d+ frames in library\n\}/,
    );
  });

  it("folds Node's frames", async () => {
    const traceback = await tracebackOf("1\nfs.readFileSync('nope')");
    assert.match(traceback.slice(1, 3).join("\n"), /^ {4}at cell:2:4\n {4}… \d+ frames in Node\.js \{$/);
  });

  it("is what a cell prints, too, and what is caught keeps its stack", async () => {
    const outcome = await session.execute(
      "let caught: any; try { await later() } catch (e) { caught = e } const before = caught.stack; [caught.stack === before, caught instanceof RangeError]",
    );
    assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], "[ true, true ]");
  });
});
