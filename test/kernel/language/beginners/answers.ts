// Answers to questions that do not compile: of another form than is asked for, or a function that is not finished.
import type { Group } from "./sample.ts";

export const answers: Group[] = [
  {
    name: "answers of another form than is asked for",
    before: [
      "const { q4, q5, q8, q9, q10, q11, q12, q15 } = assignment('gates'), memory = assignment('memory')",
      "const cell = new LSTMCell(5, 3), x1 = seed(1).normal(0, 1, [5]), xs = [1, 2], W = [[1, 2], [3, 4]]",
      "async function learn(T: number, make: (start: { rng: Rng }) => GRUCell | LSTMCell, n: number) { return 1 }",
    ],
    lines: [
      [
        'q8.check(["i", "f", "o", "g", "h"])',
        /takes an object: q8\.check\(\{ .*candidate: …, .*u: … \}\)$/,
        /left out/,
      ],
      ['memory.q7.check(["learns", "learns"])', /takes an object: memory\.q7\.check\((\{ gru: …, )/, /left out/],
      ["q9.check([108, 117])", /takes an object: q9\.check\((\{ plain: …, withPeepholes: … \}\)$)/],
      [
        "q10.check([[4, 8], [4, 8], [4, 8], [4, 20, 8]])",
        /takes an object: q10\.check\((\{ output: …, h: …, c: …, allSteps: … \}\)$)/,
      ],
      ["q5.check([20, 20, 20])", /takes an object: q5\.check\(\{ keep: …, erase: …, add: …, replace: …, read: … \}\)$/],
      [
        'q9.check({ "one-to-many": 108, "many-to-one": 117 })',
        /This answer has other names: (q9\.check\(\{ plain: …, withPeepholes: … \}\))$/,
      ],
      ['q8.check({ "one-to-many": "f" })', /This answer has other names: q8\.check\(\{ .*candidate: …/],
      ["q9.check({ plan: 108, withPeepholes: 117 })", /This answer has no 'plan'\. Did you mean 'plain'\?/],
      ["q9.check({ lstm: 108 })", /This answer has other names: q9\.check\(\{ plain: …, withPeepholes: … \}\)$/],
      ["q9.check(108)", /takes an object: q9\.check\((\{ plain: …, withPeepholes: … \}\)$)/],
      ['q12.check({ bias5: "about half", bias1: "next to nothing" })', /a number is wanted, and not the text/],
      [
        'const bias5 = "about half"\nq12.check({ bias5, bias1: "next to nothing" })',
        /a number is wanted, and 'bias5' is a text/,
      ],
      ["const gammaIs1 = overwritten", /Cannot find name 'overwritten'\. .* A text stands in quotes: "overwritten"$/],
      ["const gammaIs1 = overwriten, zIs1 = copied", /Cannot find name 'overwriten'/],
      ["weights(3)", /Cannot find name 'weights'/, /quotes/],
    ],
  },
  {
    name: "a function of one's own by a name that other languages print with",
    before: ["const list: number[] = []"],
    lines: [
      ['list.push(await echo(20, "carried"))', /Cannot find name 'echo'\. Run the cell that declares it\./],
      ['const share = echo(20, "carried")', /Run the cell that declares it\./, /instead/],
      ["[1, 2].map(steps => cat(steps))", /'cat'/, /Write console\.log/],
      ['echo("hello")', /Write console\.log\(…\) instead/],
    ],
  },
  {
    name: "a tensor where a number is wanted, and a function in a map that gives nothing",
    before: ["const memory = assignment('memory'), tagging = assignment('tagging')"],
    lines: [
      [
        "function left(b: number, lag: number): number {\n  return sigmoid(b).pow(lag)\n}",
        /to give a number: write sigmoid\(b\)\.pow\(lag\)\.item\(\)$/,
      ],
      [
        "const left = (b: number, lag: number): number => sigmoid(b).pow(lag)",
        /write sigmoid\(b\)\.pow\(lag\)\.item\(\)/,
      ],
      [
        "memory.q4.check((b: number, lag: number) => sigmoid(b) ** lag)",
        /write \(b: number, lag: number\) => sigmoid\(b\)\.pow\(lag\)$/,
      ],
      [
        "function slide(xs: number[], w: number[]): number[] {\n  return xs.map((x, t) => { x * w[0] })\n}",
        /says no 'return'/,
      ],
      [
        "const slide = (xs: number[], w: number[]) => xs.map((x, t) => { x * w[0] })\ntagging.q7.check(slide)",
        /says no 'return'/,
      ],
    ],
  },
  {
    name: "functions that are not finished",
    before: [
      "const { q4 } = assignment('gates'), memory = assignment('memory')",
      "const cell = new LSTMCell(5, 3), x1 = seed(1).normal(0, 1, [5]), xs = [1, 2], W = [[1, 2], [3, 4]]",
      "async function learn(T: number, make: (start: { rng: Rng }) => GRUCell | LSTMCell, n: number) { return 1 }",
    ],
    lines: [
      [
        "async function longLatch(n: number, sequences: number[][][]) {\n  await learn(100, start => new GRUCell(1, 16, start), n)\n}\nmemory.q8.check(longLatch)",
        /Nothing in this function says 'return'/,
        /call it/,
      ],
      [
        "function longLatch(n: number, sequences: number[][][]) {\n  const a = sequences.map(() => n)\n}\nmemory.q8.check(longLatch)",
        /Nothing in this function says 'return'/,
        /call it/,
      ],
      ["memory.q8.check(n => { n + 1 })", /'return'/],
      ["learn(60, new GRUCell(1, 16), 0)", /a function is wanted.*: write start => new GRUCell\(1, 16\)$/, /layer/],
      [
        "q4.check((c, i, f, g, o) => { c: f * c + i * g, h: o * Math.tanh(f * c + i * g) })",
        /=> \(\{ c: f \* c \+ i \* g, h: o \* Math\.tanh\(f \* c \+ i \* g\) \}\)$/,
        /Math\.tanh\(\{/,
      ],
      ['console.log("a", cell.gates(x1))', /cell\.gates\(/, /called so: console/],
      ["xs * W", /W\[0\]\.map\(\(_, j\) => xs\.reduce/, /x \* W\[i\]\)/],
    ],
  },
];
