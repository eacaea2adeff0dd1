// Values of another kind than is written, lists without brackets, names without a declaration.
import type { Group } from "./sample.ts";

export const values: Group[] = [
  {
    name: "values of another kind than is written",
    before: [
      "const u1 = tensor([1, 2]), model = sequential([dense(3, { inputShape: [2] })])",
      "let x = 2, a = 1, b = 1, c = 1; function ask(f: (x: number) => number) { return f }",
      "function run(f: (x: Tensor, h: Tensor) => Tensor) { return f }",
    ],
    lines: [
      ["ask(5)", /Here a function is wanted, and no number: write x => …/],
      ["ask('sqrt')", /Here a function is wanted, and no text/],
      ["run([1, 2])", /Here a function is wanted, and no list: write \(x, h\) => …/],
      ["run(u1)", /Here a function is wanted, and no Tensor/],
      ["ask((x, y) => x)", /takes 2 values, and is called with one value here/],
      ["const e: Embedding = embedding(5, 2)", /no Embedding, but an EmbeddingLayer.*: const e = embedding\(5, 2\)/],
      ["const layer: Linear = dense(5)", /no Linear, but a Dense/],
      ["let cell: LSTMCell = lstm(4)", /no LSTMCell, but an LSTM\. .*: let cell = lstm\(4\)/],
      ["const loss: number = u1.mean()", /write u1\.mean\(\)\.item\(\)/],
      ["const t: Tensor = [1, 2]", /write tensor\(\[1, 2\]\)/],
      ["const t: Tensor = 3", /write tensor\(3\)/],
      ["const list: number[] = u1", /write u1\.toArray\(\) as number\[\]/],
      ["norm(u1, { axis: 0 })", /write sqrt\(u1\.pow\(2\)\.sum\(0\)\)/],
      ["norm(u1, 2)", /norm\(\) is of all numbers/],
      ["Math.round(2.567, 2)", /write Number\(\(2\.567\)\.toFixed\(2\)\)/],
      ["const m = model.ad(dense(3))", /Did you mean 'add'\?/],
    ],
  },
  {
    name: "operators and names as Python has them",
    before: ["let x = 2, a = 1, b = 1, c = 1; const model = sequential([dense(3, { inputShape: [2] })])"],
    lines: [
      ["-x ** 2", /-\(x \*\* 2\) or \(-x\) \*\* 2/],
      ["a == b == c", /In TypeScript: a === b && b === c/],
      ["a === b === c", /write a === b && b === c/],
      ["if (a == b == 1) x = 3", /write a == b && b == 1/],
      ["[out, h] = unroll(new RNNCell(2, 3), zeros([1, 4, 2]))", /write const \{ hidden, states \} = /, /Cannot find/],
      ["[p, q] = [1, 2]", /const \[p, q\] = \[1, 2\]/, /Cannot find/],
      ["({ inputShape: 5, 3 })", /A list stands in brackets: inputShape: \[5, 3\]/],
      ["dense(3, { inputShape: 5, 3 })", /inputShape: \[5, 3\]/],
      ["lstm(8, { inputShape: 10, 3, returnSequences: true })", /inputShape: \[10, 3\]/],
      ["with torch.no_grad(): pass", /In TypeScript: noGrad\(\(\) => \{ … \}\)/],
      ["with torch.no_grad(): y = model.predict([[1, 2]])", /noGrad\(\(\) => \{ const y = .* \}\)$/],
    ],
  },
];
