import assert from "node:assert/strict";
import type { Cell, Notebook } from "../../../../kernel/notebook/index.ts";
import { likeSolution, pairsOf } from "../../../../src/grader/similarity/index.ts";
import { codeTokens } from "../../../../src/grader/similarity/tokens.ts";

const notebook = (...sources: string[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: sources.map(
    (source, i): Cell => ({ cell_type: "code", id: `c${i}`, metadata: {}, source, execution_count: null, outputs: [] }),
  ),
});
const stub = `function earliest(needs: number[][]): number[] {
  return ____
}
q5.check(earliest)`;
const within = (body: string) => stub.replace("return ____", body);
/** Ten ways to write it. */
const ways = [
  "const steps: number[] = []\n let last = 0\n for (const inputs of needs) { last = Math.max(last + 1, ...inputs); steps.push(last) }\n return steps",
  "let t = 0\n return needs.map(list => { t = Math.max(t + 1, Math.max(...list)); return t })",
  "const out = []\n let i = 0\n while (i < needs.length) { const prev = i === 0 ? 0 : out[i - 1]; out.push(Math.max(prev + 1, ...needs[i])); i++ }\n return out",
  "return needs.reduce((all, one) => [...all, Math.max((all.at(-1) ?? 0) + 1, ...one)], [] as number[])",
  "const result = new Array(needs.length)\n needs.forEach((n, k) => { result[k] = n.slice().sort((a, b) => b - a)[0]; if (k > 0 && result[k] <= result[k - 1]) result[k] = result[k - 1] + 1 })\n return result",
  "function go(k: number): number { if (k < 0) return 0; return Math.max(go(k - 1) + 1, ...needs[k]) }\n return needs.map((_, k) => go(k))",
  "let step = 0, answer: number[] = []\n for (let k = 0; k < needs.length; k += 1) { step++; for (const n of needs[k]!) if (n > step) step = n; answer[k] = step }\n return answer",
  "const maxima = needs.map(l => l.reduce((a, b) => a > b ? a : b))\n for (let k = 1; k < maxima.length; k++) if (maxima[k] <= maxima[k-1]) maxima[k] = maxima[k-1] + 1\n return maxima",
  "const s: number[] = []\n let before = -Infinity\n needs.forEach(inputs => { const wait = Math.max(...inputs); before = wait > before ? wait : before + 1; s.push(before) })\n return s",
  "return Array.from(needs.keys(), k => Math.max(...needs.slice(0, k + 1).map((list, j) => Math.max(...list) + k - j)))",
];
const handed = (bodies: readonly string[]) =>
  bodies.map((body, i) => ({ id: `s${i}`, notebook: notebook(within(body)) }));
const names = (pairs: readonly { ids: readonly [string, string] }[]) => pairs.map(({ ids }) => ids.join("+"));

describe("pairs of notebooks that are alike", () => {
  it("are none in a class of ten that write the same program each in their own way", () => {
    assert.deepEqual(pairsOf(handed(ways), { released: notebook(stub) }), []);
  });

  it("are found where names, numbers, types, comments and layout were changed", () => {
    const disguised = `// my own idea!
  var ergebnis = [];
  for (var k = 10 - 10, zeit = 0; k < needs.length; k += 1) { zeit++
    for (let eingabe of needs[k]) if (eingabe > zeit) zeit = eingabe;
    ergebnis[k] = zeit }
  return ergebnis`;
    const copied = ways[6]!.replace(
      "let step = 0, answer: number[] = []\n for (let k = 0;",
      "var answer = []\n for (let k = 10 - 10, step = 0;",
    );
    const pairs = pairsOf(handed([...ways.slice(0, 6), copied, ...ways.slice(7), disguised]), {
      released: notebook(stub),
    });
    assert.deepEqual(names(pairs), ["s6+s10"]);
    assert.ok(pairs[0]!.share > 0.9, String(pairs[0]!.share));
  });

  it("do not count what was handed out", () => {
    const long = `function run(xs: number[]) { const all = []; for (const x of xs) { if (x > 3) all.push(x * 2 + 1); else all.unshift(x - 1) } return all }\n`;
    const all = handed([`${long}return 1`, `${long}return needs`]);
    assert.equal(pairsOf(all).length, 1, "they do have it in common");
    assert.deepEqual(pairsOf(all, { released: notebook(within(`${long}return ____`)) }), []);
  });

  it("do not count what the solution has: a short right answer looks the same for all, in a small class, too", () => {
    const answers = (...numbers: number[]) =>
      numbers.map((n, i) => `const part${i} = [null, ${n}, ${n + 1}]`).join("\n") +
      "\nq.check({ part0, part1, part2 })";
    const all = [answers(1, 2, 3), answers(4, 5, 6)].map((source, i) => ({ id: `s${i}`, notebook: notebook(source) }));
    assert.equal(pairsOf(all).length, 1, "they do have it in common");
    assert.deepEqual(pairsOf(all, { solution: notebook(answers(7, 8, 9)) }), []);
  });

  it("do not count what a fifth of the class has", () => {
    const many = Array.from({ length: 20 }, (_, i) => ways[i < 6 ? 6 : i % 6]!);
    assert.deepEqual(
      names(pairsOf(handed(many), { released: notebook(stub) })).filter(name => /^s[0-5]\+s[0-5]$/.test(name)),
      [],
    );
  });

  it("are found in prose, and where cells were moved", () => {
    const text =
      "const why = `Every step uses the same matrices, so a longer sequence has more arrows but not one weight more than before. With twice the steps the equal picture has twice the arrows, because every step brings three of them, and many to one has one output only.`";
    const other =
      "const why = `The number of weights depends on the sizes of the layers only; steps only repeat them, again and again.`";
    const a = { id: "a", notebook: notebook(text, "1 + 1") };
    const b = { id: "b", notebook: notebook("2 + 2", text.replace("matrices", "weights")) };
    const pairs = pairsOf([a, b, { id: "c", notebook: notebook(other) }]);
    assert.deepEqual(names(pairs), ["a+b"]);
    const [first, second] = pairs[0]!.places;
    assert.deepEqual([first[0]!.cell, second[0]!.cell], [0, 1]);
    const marked = text.slice(first.at(-1)!.start, first.at(-1)!.end);
    assert.match(marked, /With twice the steps the equal picture.*and many to one has/);
  });

  it("names who has the texts of the solution, however many they are, and not who has its code", () => {
    const text = `const why = \`Every step uses the same matrices, so a longer sequence has more arrows but not one weight more than before.
      With twice the steps the equal picture has twice the arrows, because every step brings three of them.\``;
    const solution = notebook(within(ways[0]!), text);
    const all = [...handed(ways.slice(0, 3)), ...[1, 2, 3, 4, 5].map(i => ({ id: `t${i}`, notebook: notebook(text) }))];
    assert.deepEqual(likeSolution(all, { released: notebook(stub), solution }), ["t1", "t2", "t3", "t4", "t5"]);
    assert.deepEqual(likeSolution(all, { released: notebook(stub) }), []);
  });

  it("says where both have it", () => {
    const pairs = pairsOf(handed([...ways, ways[6]!]), { released: notebook(stub) });
    const source = within(ways[6]!);
    const covered = pairs[0]!.places[0].reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(covered > 0.6 * ways[6]!.length, `${covered} of ${source.length}`);
  });
});

describe("tokens of code", () => {
  const texts = (source: string) => codeTokens(source).map(({ text }) => text);
  it("are the same under another name, number, type, comment and declaration", () => {
    assert.deepEqual(texts("let total: number = xs.length * 2; // sum"), texts("const n = list . length * 10"));
    assert.notDeepEqual(texts("a.length"), texts("a.size"));
  });
  it("are none the worse for a text before that nests fifty thousand deep", () => {
    codeTokens(`const x = ${"(".repeat(49_000)}1${")".repeat(49_000)}`);
    assert.deepEqual(
      codeTokens("const a: number = 1").map(({ text }) => text),
      codeTokens("const a = 1").map(({ text }) => text),
    );
  });

  it("never fail", () => {
    for (const source of [
      "const a = `${",
      "/* open",
      "'open",
      "enum A {",
      "}}}}",
      "a".repeat(300_000),
      "`".repeat(999),
      "\ud800",
    ])
      assert.ok(Array.isArray(codeTokens(source)));
  });
});
