// Texts and tables against files that Python wrote.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readCsv, readText } from "../../../../src/data/index.ts";
import { jupyterDisplay } from "../../../../src/display/index.ts";
import { fixture } from "./known.ts";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "unrolled-files-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("readText", () => {
  it("reads UTF-8 without its byte order mark, other encodings on request, and gzip", async () => {
    assert.equal(await readText(fixture("text.txt")), "zwei\nMädchen 😀\n");
    assert.equal(await readText(fixture("latin1.txt"), { encoding: "latin1" }), "zwei\nMädchen\n");
    assert.equal(await readText(fixture("utf16.txt"), { encoding: "utf-16le" }), "Mädchen");
    assert.equal(await readText(file("a.txt.gz", gzipSync("ä".repeat(2 ** 18)))), "ä".repeat(2 ** 18));
  });

  it("says where a text is none", async () => {
    await assert.rejects(readText(fixture("latin1.txt")), /readText expects a text file, but cannot read .*latin1\.txt: line 2 holds bytes that are no utf-8; .*\{ encoding: "latin1" \}/); // biome-ignore format: a line
    await assert.rejects(readText(fixture("utf16.txt")), /line 1 .*\{ encoding: "utf-16le" \}/);
    await assert.rejects(
      readText(file("cut.txt", Buffer.from("é").subarray(0, 1))),
      /line 1 holds bytes that are no utf-8/,
    );
    await assert.rejects(readText(file("empty.txt", "")), /empty\.txt: it is empty/);
    await assert.rejects(readText("a.txt", { encoding: "utf8" as never }), /an encoding out of utf-8, utf-16le, latin1, but got "utf8"/); // biome-ignore format: a line
    await assert.rejects(readText(folder), /is a folder/);
  });
});

describe("readCsv", () => {
  it("reads what Python's csv wrote: quotes, separators and line ends in cells", async () => {
    const table = await readCsv(fixture("table.csv"));
    assert.deepEqual(table.columns, ["word", "length", "share"]);
    assert.deepEqual(table.texts("word"), ['say "hi"', "a, b", "zwei\nZeilen", ""]);
    assert.deepEqual(table.numbers("length"), [8, 4, 11, 0]);
    assert.deepEqual(table.numbers("share"), [0.5, Number.NaN, -0.001, 2]);
    assert.deepEqual(table.rows[0], { word: 'say "hi"', length: 8, share: 0.5 });
    assert.equal(table.length, 4);
    assert.deepEqual(table.toTensor(["length", "share"]).toArray()[3], [0, 2]);
    assert.deepEqual(table.toTensor(["length"]).shape, [4, 1]);
    assert.throws(() => table.toTensor(), /a column of numbers, but word holds/);
    assert.throws(() => table.toTensor("length" as never), /a list of columns, but got "length"/);
  });

  it("takes other separators and names of columns", async () => {
    const table = await readCsv(fixture("semicolons.csv"), { separator: ";", columns: ["n", "text"] });
    assert.deepEqual(table.rows, [{ n: 1, text: "ä" }, { n: 2, text: "b;c" }]); // biome-ignore format: a line
    assert.deepEqual((await readCsv(file("one.csv", "a\n\n1\n\n2"))).numbers("a"), [1, 2]);
    assert.deepEqual((await readCsv(file("quoted.csv", '"a"\n""\n"x"\n'))).texts("a"), ["", "x"]);
    assert.deepEqual((await readCsv(file("head.csv", "a,b\n"))).rows, []);
  });

  it("shows its first rows, with all text escaped", async () => {
    const table = await readCsv(file("many.csv", `<b>,n\n${"<i>,1\n".repeat(9)}`));
    const html = table[jupyterDisplay]()["text/html"] as string;
    assert.match(html, /<caption>9 rows, the first 5<\/caption>.*<th scope="col">&#60;b&#62;<\/th>/);
    assert.equal(html.split("&#60;i&#62;").length - 1, 5);
    assert.equal(String(table), "CsvTable of 9 rows: <b>, n");
  });

  it("says which line is wrong, and which column is meant", async () => {
    await assert.rejects(readCsv(file("odd.csv", 'a,b\n1,"x\ny"\n3,4,5\n')), /odd\.csv: line 4 has 3 cells where there are 2 columns; a cell that holds ","/); // biome-ignore format: a line
    await assert.rejects(
      readCsv(file("open.csv", 'a\n1\n"2\n3\n')),
      /the quote that begins a cell on line 3 has no end/,
    );
    await assert.rejects(readCsv(file("behind.csv", 'a\n"1"2\n')), /line 2 has "2" behind the quote that ends a cell/);
    await assert.rejects(readCsv(file("twice.csv", "a,a\n1,2\n")), /two columns are called "a"; name them yourself/);
    await assert.rejects(readCsv("a.csv", { separator: ", " }), /one character as its separator, but got ", "/);
    await assert.rejects(
      readCsv("a.csv", { sep: ";" } as never),
      /options out of encoding, separator, columns, but got sep/,
    );
    const table = await readCsv(fixture("table.csv"));
    assert.throws(() => table.numbers("word"), /numbers expects a column of numbers, but word holds "say \\"hi\\""; texts\("word"\)/); // biome-ignore format: a line
    assert.throws(() => table.texts("lenght"), /one of the columns word, length, share, but got "lenght"; did you mean length\?/); // biome-ignore format: a line
  });
});
