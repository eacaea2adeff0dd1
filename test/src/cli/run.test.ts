import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatNotebook, type Notebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { itSoaks } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";
import { until } from "../../until.ts";
import { unrolled } from "./cli.ts";

const notebook = (...sources: string[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" } },
  cells: sources.map((source, index) => ({
    cell_type: "code",
    id: `c${index}`,
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  })),
});

describe("unrolled run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled Übungen "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => unrolled(["run", ...args], { cwd: folder });
  const write = (name: string, content: Notebook | string) => {
    const text = typeof content === "string" ? content : formatNotebook(content);
    writeFileSync(join(folder, name), text);
    return text;
  };
  const read = (name: string) => readFileSync(join(folder, name), "utf8");

  describe("given something else than a notebook to run", () => {
    const refused = async (args: string[], message: RegExp) => {
      const before = readdirSync(folder);
      const { code, stdout, stderr } = await run(...args);
      assert.match(stderr, message);
      assert.equal(stderr.split("\n").length, 2, `one line, but got:\n${stderr}`);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.deepEqual(readdirSync(folder), before);
    };

    it("says what is wrong with the command line", async () => {
      await refused([], /expects one notebook, but got none/);
      await refused(["a.ipynb", "b.ipynb"], /expects one notebook, but got a\.ipynb, b\.ipynb/);
      await refused(["a.ipynb", "--inplace", "--output", "b.ipynb"], /choose one/);
      await refused(["a.ipynb", "--outptu", "b.ipynb"], /unknown option '--outptu'/);
    });

    itSoaks("says what is wrong with the file", async () => {
      const python = notebook("print(1)");
      python.metadata.kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
      write("python.ipynb", python);
      write("text.ipynb", "hello");
      write("data.ipynb", "{}");
      write("old.ipynb", '{"nbformat": 3, "worksheets": []}');
      await refused(["missing.ipynb"], /missing\.ipynb: there is no such file/);
      await refused(["."], /is a folder/);
      await refused(["text.ipynb"], /text\.ipynb is not a notebook: it is not JSON/);
      await refused(["data.ipynb"], /data\.ipynb is not a notebook: it has no "nbformat" number/);
      await refused(["old.ipynb", "--inplace"], /old notebook format 3/);
      await refused(["python.ipynb", "--inplace"], /python\.ipynb is a notebook in Python .* Unrolled runs TypeScript/);
    });

    it("says before the first cell that the output has nowhere to go", async () => {
      write("a.ipynb", notebook("console.log('ran')"));
      await refused(
        ["a.ipynb", "--output", "no/b.ipynb"],
        /no\/b\.ipynb cannot be written: the folder .* does not exist/,
      );
    });
  });

  itSoaks("refuses a file that is not UTF-8, and leaves it as it was", async () => {
    const text = formatNotebook(notebook("// é"));
    writeFileSync(join(folder, "latin.ipynb"), text, "latin1");
    writeFileSync(join(folder, "wide.ipynb"), `\ufeff${text}`, "utf16le");
    for (const [name, word] of [
      ["latin.ipynb", "Latin-1"],
      ["wide.ipynb", "UTF-16"],
    ] as const) {
      const before = readFileSync(join(folder, name));
      const { code, stderr } = await run(name, "--inplace");
      assert.match(stderr, new RegExp(`is not a notebook: its text is not UTF-8 \\(${word}`));
      assert.equal(code, 2);
      assert.deepEqual(readFileSync(join(folder, name)), before);
    }
  });

  itSoaks("ends with 1 where an error was caught by nothing, also one that comes after the last cell", async () => {
    for (const source of [
      "Promise.reject(new Error('mine')); 1",
      "setTimeout(() => { throw new Error('mine') }, 300); 1",
      "const later = (async () => { await new Promise(done => setTimeout(done, 400)); throw new Error('mine') })()",
    ]) {
      const before = write("a.ipynb", notebook(source, "2"));
      const { code, stdout } = await run("a.ipynb", "--inplace");
      assert.equal(code, 1, source + stdout);
      const hint = source.includes("setTimeout(() => {") ? "" : "\\. Is an await missing\\?";
      const told = `cell 1 of 2, line 1 left an error behind that nothing caught: Error: mine${hint}$`;
      assert.match(stdout, new RegExp(told, "m"));
      assert.equal(read("a.ipynb"), before);
    }
  });

  itSoaks("shows what a training that was not awaited died of, in the terminal and in the saved file", async () => {
    const model = 'const m = sequential([dense(2, { inputShape: [2] })])\nm.compile({ optimizer: "sgd", loss: "mse" })';
    const fits = ["1\nm.fit([[1, 2]], [[1, 2, 3]])", "1\nconst h = m.fit([[1, 2]], [[1, 2, 3]])"];
    for (const fit of [...fits, "1\nlet h\nh = m.fit([[1, 2]], [[1, 2, 3]])"]) {
      write("a.ipynb", notebook(model, fit));
      const { code, stdout } = await run("a.ipynb", "--output", "b.ipynb");
      assert.equal(code, 1);
      const line = fit.split("\n").length;
      const told = `cell 2 of 2, line ${line} left an error behind that nothing caught: RangeError: .*\\[1, 3\\]`;
      assert.match(stdout, new RegExp(told));
      const [, ...outputs] = parseNotebook(read("b.ipynb"), "b.ipynb").cells;
      const text = outputs
        .flatMap(cell => (cell.cell_type === "code" ? cell.outputs : []))
        .map(output => (output.output_type === "stream" && output.name === "stderr" ? output.text : ""))
        .join("")
        .replace(/^note, line .*\n/, ""); // of a promise that nobody waits for
      assert.match(text, /^Uncaught \(in promise\) RangeError: /);
      assert.doesNotMatch(text, /file:|node:|\.[tj]s:/, "no frame of a library is listed");
      assert.match(text, new RegExp(`at cell 2:${line}:\\d+\n[^]*frames? in unrolled\n\n${line} .*fit.*\n +\\^\n$`));
      const shown = text.trimEnd().replace(/^/gm, "    ");
      assert.ok(stdout.includes(shown), stdout);
    }
  });

  itSoaks("waits for nobody where a timer comes again and again", async () => {
    write("a.ipynb", notebook("setInterval(() => {}, 100); 1"));
    const elapsed = stopwatch();
    assert.equal((await run("a.ipynb")).code, 0);
    assert.ok(elapsed() < 20_000);
  });

  it("ends with 1 where what it prints cannot be written", async function () {
    if (process.platform !== "linux") return this.skip();
    write("a.ipynb", notebook("1"));
    const { code, stderr } = await unrolled(["run", "a.ipynb", "--output", "b.ipynb"], {
      cwd: folder,
      stdoutFile: "/dev/full",
    });
    assert.equal(code, 1);
    assert.match(stderr, /^unrolled: the output cannot be written: ENOSPC/m);
    assert.ok(existsSync(join(folder, "b.ipynb")), "what was asked for is done all the same");
  });

  it("saves nothing over a notebook that was changed while its cells ran", async () => {
    write("a.ipynb", notebook("const { writeFileSync } = await import('node:fs')\nwriteFileSync('a.ipynb', 'mine')"));
    const { code, stderr } = await run("a.ipynb", "--inplace");
    assert.match(stderr, /a\.ipynb was changed while its cells ran, and is left as it is: --output FILE/);
    assert.deepEqual([code, read("a.ipynb")], [1, "mine"]);
  });

  itSoaks("takes the notebook itself by another name for --inplace: a run that failed replaces nothing", async () => {
    const before = write("a.ipynb", notebook("throw new Error('mine')"));
    const { code, stdout } = await run("a.ipynb", "--output", "./a.ipynb");
    assert.deepEqual([code, read("a.ipynb")], [1, before]);
    assert.match(stdout, /a\.ipynb is unchanged/);
  });

  itSoaks("runs with parameters, and tells one that the notebook does not have", async () => {
    const parameterised = notebook("let epochs = 1, name = 'sgd'", "[epochs * 2, name, rate]");
    parameterised.cells[0]!.metadata.tags = ["parameters"];
    write("a.ipynb", parameterised);
    const { code, stdout, stderr } = await run(
      "a.ipynb",
      "-p",
      "epochs",
      "3",
      "-r",
      "name",
      "1",
      "-p",
      "rate",
      "0.5",
      "--output",
      "b.ipynb",
    );
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /\[6, "1", 0\.5\]|\[ 6, '1', 0\.5 \]/);
    assert.equal(stderr, '"rate" is no parameter of a.ipynb: its cell "parameters" declares epochs, name\n');
    const { cells } = parseNotebook(read("b.ipynb"), "b.ipynb");
    assert.deepEqual(
      cells.map(({ metadata }) => metadata.tags),
      [["parameters"], ["injected-parameters"], undefined],
    );
    const again = await run("b.ipynb", "-p", "epochs", "four", "--output", "c.ipynb");
    assert.equal(again.code, 1, "a text is no number: the cell that multiplies says so");
    assert.equal(parseNotebook(read("c.ipynb"), "c").cells.length, 3);
  });

  it("prints no control sequence of a cell, a title or an error", async () => {
    const source =
      "// \u001b]0;title\u0007\nconsole.log('a\\x1b[2Jb\\x1b]52;c;x\\x07c')\nconst e = new Error('m\\x1b[3A'); e.name = 'N\\x1b]0;t\\x07'; throw e";
    write("a.ipynb", notebook(source));
    const { stdout } = await run("a.ipynb");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none.
    assert.doesNotMatch(stdout, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    assert.match(stdout, /^ {4}abc$/m);
  });

  it("shows each cell's number, outcome, time and output, and leaves the notebook as it was", async () => {
    const before = write("a.ipynb", notebook("const a: number = 41\nconsole.log('one\\ntwo')", "// next\na + 1"));
    const { code, stdout, stderr } = await run("a.ipynb");
    assert.equal(stderr, "");
    assert.equal(
      stdout.replace(/ +[\d.]+ m?s/g, " TIME"),
      [
        "[1/2] ok TIME  const a: number = 41",
        "    one",
        "    two",
        "[2/2] ok TIME  a + 1",
        "    42",
        "a.ipynb: 2 cells ran in TIME",
        "",
      ].join("\n"),
    );
    assert.equal(code, 0);
    assert.equal(read("a.ipynb"), before);
  });

  it("saves the outputs in another file or in place: the same text", async () => {
    write("a.ipynb", notebook("const a = 41", "a + 1"));
    const [other, inplace] = [await run("a.ipynb", "--output", "b.ipynb"), await run("a.ipynb", "--inplace")];
    assert.deepEqual([other.code, inplace.code], [0, 0], other.stderr + inplace.stderr);
    assert.match(other.stdout, /^saved b\.ipynb$/m);
    const { cells } = parseNotebook(read("b.ipynb"), "b.ipynb");
    assert.ok(cells[1]?.cell_type === "code");
    assert.deepEqual(cells[1].outputs[0], {
      output_type: "execute_result",
      data: { "text/plain": "42" },
      metadata: {},
      execution_count: 2,
    });
    assert.equal(read("a.ipynb"), read("b.ipynb"));
    assert.deepEqual(readdirSync(folder).sort(), ["a.ipynb", "b.ipynb"]);
  });

  it("stops at an error, names cell and line, and does not touch the notebook", async () => {
    const failing = notebook("const a = 1", "const b = a\nthrow new RangeError('no ' + b)", "console.log('never')");
    const before = write("a.ipynb", failing);
    const { code, stdout } = await run("a.ipynb", "--inplace");
    assert.match(stdout, /^\[2\/3\] error .*const b = a$/m);
    assert.match(stdout, /^a\.ipynb: error in cell 2 of 3, line 2: RangeError: no 1$/m);
    assert.match(stdout, /^a\.ipynb is unchanged/m);
    assert.doesNotMatch(stdout, /never$/m);
    assert.equal(code, 1);
    assert.equal(read("a.ipynb"), before);
  });

  itSoaks("names the line of a type error too, and keeps the error in --output", async () => {
    write("a.ipynb", notebook("const a = 1\nconst b: string = a"));
    const { code, stdout } = await run("a.ipynb", "--output", "b.ipynb");
    assert.match(stdout, /error in cell 1 of 1, line 2: /);
    assert.equal(code, 1);
    const [cell] = parseNotebook(read("b.ipynb"), "b.ipynb").cells;
    assert.ok(cell?.cell_type === "code");
    assert.equal(cell.outputs[0]?.output_type, "error");
  });

  it("ends after Ctrl-C: the running cell is interrupted, the notebook unchanged", async () => {
    const loop = 'import { writeFileSync } from "node:fs"\nwriteFileSync("running", "")\nwhile (true) {}';
    const before = write("a.ipynb", notebook("console.log('first')", loop, "console.log('never')"));
    let asked = false;
    const { code, stdout } = await unrolled(["run", "a.ipynb", "--inplace"], {
      cwd: folder,
      onStdout: (printed, interrupt) => {
        if (asked || !printed.includes("first\n")) return;
        asked = true;
        void until(() => existsSync(join(folder, "running"))).then(interrupt);
      },
    });
    assert.match(stdout, /^a\.ipynb: interrupted in cell 2 after /m);
    assert.doesNotMatch(stdout, /never$/m);
    assert.equal(code, 130);
    assert.equal(read("a.ipynb"), before);
  });

  it("puts the toolkit in scope and starts in the notebook's folder", async () => {
    write("a.ipynb", notebook("console.log(process.cwd())", "countParameters(new RNNCell(3, 2, { rng: seed(0) }))"));
    const { code, stdout } = await unrolled(["run", join(folder, "a.ipynb")]);
    assert.ok(stdout.includes(folder), stdout);
    assert.match(stdout, /^ {4}12$/m);
    assert.equal(code, 0);
    assert.ok(existsSync(join(folder, "a.ipynb")));
  });
});
