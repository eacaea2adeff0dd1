import assert from "node:assert/strict";
import type { Engine } from "../../../kernel/language/engine.ts";
import { createEngine } from "../../../kernel/language/index.ts";
import { engines } from "../engines.ts";
import { engineOptions, makeFolder } from "./notebook.ts";

const earlier = `
/** Doubles it.
 * @param n - the number
 * @returns twice as much
 */
function twice(n: number, ...rest: string[]): number { return 2 * n }
function over(x: string): string; function over(x: number): number; function over(x: any) { return x }
/** A box. */
class Box<T> { constructor(readonly value: T, size = 1) {} }
/** How many. */ let count = 1; const table = new Map<string, number>()
enum Color { red, green }
const half = (n: number) => n / 2; const Made = class {}; interface Shape { x: number } type Id = string
namespace Space { export const x = 1 } import * as path from "node:path"; import { join, type ParsedPath } from "node:path"`;

for (const kind of engines)
  describe(`help while typing, engine ${kind}`, () => {
    let folder: ReturnType<typeof makeFolder>;
    let engine: Engine;

    before(() => {
      folder = makeFolder();
      engine = createEngine(kind, engineOptions(folder.path));
      const prepared = engine.prepare(earlier);
      assert.ok(prepared.status === "ok");
      engine.commit(prepared.cell);
    });

    after(() => {
      engine.close();
      folder.remove();
    });

    /** The cursor stands at the bar. */
    const at = (marked: string): [string, number] => {
      const offset = marked.lastIndexOf("|");
      return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
    };
    const inspect = (marked: string) => engine.inspect(...at(marked))?.["text/plain"];
    const complete = (marked: string) => engine.complete(...at(marked));
    const texts = (marked: string) => complete(marked).items.map(({ text }) => text);

    it("shows a function with its parameters, words and tags", () => {
      const [signature, ...rest] = String(inspect("tw|ice(1)")).split("\n\n");
      assert.match(signature!, /^(function )?twice\(n: number, \.\.\.rest: string\[\]\): number$/);
      assert.deepEqual(rest, ["Doubles it.", "@param n - the number\n@returns twice as much"]);
      assert.match(
        String(engine.inspect("twice", 5)?.["text/markdown"]),
        /^```typescript\nfunction twice[\s\S]*\*@param\* `n` — the number/,
      );
    });

    it("shows nothing for a word in a comment or a text", () => {
      for (const marked of ["// twi|ce", "/* twice| */ 1", "twice(1) // tw|ice", "'twi|ce'", "/* twi|ce"])
        assert.equal(inspect(marked), undefined, marked);
    });

    it("shows what is called where the cursor stands among the arguments", () => {
      assert.match(String(inspect("twice(1, |")), /twice\(n: number/);
      assert.match(String(inspect("twice([1, (2)].length, { a: 1 }, |)")), /twice\(n: number/);
      assert.match(String(inspect("new Box(|")), /value: \w+, size\?: number/);
      assert.equal(inspect("1 + (|2)"), undefined);
    });

    it("shows variables, classes, members, behind an emoji and in a template", () => {
      assert.equal(inspect("'😀'; cou|nt"), "let count: number\n\nHow many.");
      assert.match(String(inspect("table.se|t")), /set\(key: string, value: number\)/);
      assert.match(String(inspect("new B|ox(1)")), /A box\./);
      assert.match(String(inspect("Col|or.red")), /^enum Color/);
      assert.equal(inspect("`${cou|nt}`"), "let count: number\n\nHow many.");
    });

    it("shows every overload, or says that there are more", () => {
      assert.match(
        String(inspect("ov|er")),
        /over\(x: string\): string(\n.*over\(x: number\): number| \(\+1 overload\))/,
      );
    });

    it("shows how an object is made that has no other calls", () => {
      assert.match(String(inspect("new Ma|p()")), /new .*\(\).*Map<any, any>/);
    });

    it("shows at level 1 the statements that declare a name, with their comments", () => {
      const source = (marked: string) => String(engine.inspect(...at(marked), 1)?.["text/plain"]).split("source:\n")[1];
      assert.equal(
        source("twi|ce"),
        "/** Doubles it.\n * @param n - the number\n * @returns twice as much\n */\nfunction twice(n: number, ...rest: string[]): number { return 2 * n }",
      );
      assert.equal(
        source("ove|r"),
        "function over(x: string): string;\nfunction over(x: number): number;\nfunction over(x: any) { return x }",
      );
      assert.match(source("Bo|x")!, /^\/\*\* A box\. \*\/\nclass Box<T> \{ constructor/);
      assert.match(source("new Box(1).val|ue")!, /^\/\*\* A box\. \*\/\nclass Box<T>/);
      assert.equal(source("cou|nt"), "/** How many. */ let count = 1;");
      assert.equal(source("let c: Col|or"), "enum Color { red, green }");
      assert.equal(source("const own = [1] // mine\now|n"), "const own = [1]");
      // What an earlier cell only imports, a preloaded name, a global and a member of it: as their types declare them.
      assert.match(
        source("joi|n")!,
        /^\/\*\*\n \* Join all arguments[\s\S]*function join\(\.\.\.paths: string\[\]\): string;$/,
      );
      assert.match(source("par|se")!, /function parse\(input: string/);
      assert.match(
        source("displ|ay")!,
        /^export interface Display \{\n {2}\/\*\* Shows a value[\s\S]*progress: CreateProgress;\n\}$/,
      );
      assert.match(source("display.cle|ar")!, /^\/\*\* Removes what[\s\S]*clear\(options/);
      assert.match(
        source("Math.ma|x")!,
        /^\/\*\*\n \* Returns the larger[\s\S]* \*\/\nmax\(\.\.\.values: number\[\]\): number;$/,
      );
      assert.doesNotMatch(String(engine.inspect(...at("twi|ce"), 0)?.["text/plain"]), /source/);
    });

    it("shows nothing where nothing has a name", () => {
      for (const marked of ["1 + 1|", "'text|'", "if| (1) {}", "|"]) assert.equal(inspect(marked), undefined, marked);
    });

    it("shows display's words", () => {
      assert.match(String(inspect("disp|lay")), /^const display: Display[\s\S]*Shows values under the cell/);
    });

    it("completes names of earlier cells, replacing the whole word", () => {
      assert.deepEqual(complete("cou|"), { items: [{ text: "count", type: "variable" }], start: 0, end: 3 });
      assert.deepEqual(complete("'😀'; cou|"), { items: [{ text: "count", type: "variable" }], start: 6, end: 9 });
      const { items, start, end } = complete("co|unt + 1");
      assert.deepEqual([items[0]!.text, start, end], ["count", 0, 5]);
    });

    it("completes members with their types, those of every function last", () => {
      assert.deepEqual(complete("Color.|").items, [
        { text: "green", type: "enummember" },
        { text: "red", type: "enummember" },
      ]);
      assert.deepEqual(complete("table.si|").items, [{ text: "size", type: "property" }]);
      assert.deepEqual(complete("table.cle|").items, [{ text: "clear", type: "method" }]);
      const names = texts("display.|");
      assert.ok(names.indexOf("html") < names.indexOf("apply"), names.join(" "));
    });

    it("says what a name is: by its declaration, or by its type where it is a variable", () => {
      const word = (marked: string, name: string) => complete(marked).items.find(({ text }) => text === name)?.type;
      for (const [name, type] of [
        ["twice", "function"],
        ["half", "function"],
        ["display", "function"],
        ["parse", "function"],
        ["join", "function"],
        ["setTimeout", "function"],
        ["Box", "class"],
        ["Made", "class"],
        ["Map", "class"],
        ["Parser", "class"],
        ["Color", "enum"],
        ["Space", "module"],
        ["path", "module"],
        ["Math", "variable"],
        ["table", "variable"],
        ["count", "variable"],
        ["return", "keyword"],
      ] as const) {
        assert.equal(word(`${name}|`, name), type, name);
        assert.equal(word(`${name}|`, name), type, `${name}, asked again`);
      }
      for (const [name, type] of [
        ["Shape", "interface"],
        ["Id", "type"],
        ["ParsedPath", "interface"],
        ["Box", "class"],
      ] as const)
        assert.equal(word(`let s: ${name}|`, name), type, name);
      // The cell's own declaration, not an earlier one of that name.
      assert.equal(word("const count = () => 1; cou|", "count"), "function");
      assert.equal(word("class twice {}; twi|", "twice"), "class");
    });

    it("suggests behind a dot what can stand there", () => {
      assert.ok(!texts("[1].|").includes("Symbol"));
    });

    it("completes what may be left out: options, properties and methods", () => {
      const typed = "const o: { foo?: number; form?(): void; bar: number } = ";
      assert.deepEqual(complete(`${typed}{ fo|`).items, [
        { text: "foo", type: "property" },
        { text: "form", type: "method" },
      ]);
      assert.deepEqual(texts(`${typed}{ bar: 1 }; o.fo|`), ["foo", "form"]);
      assert.deepEqual(texts("new Date().toLocaleString('de', { timeZ|"), ["timeZone", "timeZoneName"]);
      // A text that ends in a question mark is that text.
      assert.deepEqual(texts("const s: 'who?' | 'why' = 'who|'"), ["who?"]);
    });

    it("completes in strings: modules, files, literal types", () => {
      assert.deepEqual(
        complete("import fs from 'node:f|'")
          .items.slice(0, 2)
          .map(({ text }) => text),
        ["node:ffi", "node:fs"],
      );
      assert.equal(complete("import fs from 'node:f|'").start, 16);
      assert.ok(texts("import { double } from './sam|'").some(text => text.startsWith("sample")));
      assert.deepEqual(texts("const s: 'abc' | 'abd' = 'ab|'"), ["abc", "abd"]);
      assert.ok(texts("import { half } from 'esm-|'").includes("esm-only"));
    });

    it("suggests no name that is not in scope, and none of its own", () => {
      assert.deepEqual(texts("existsSyn|"), []);
      assert.deepEqual(texts("__|"), []);
      assert.deepEqual(texts("$|"), []);
    });
  });
