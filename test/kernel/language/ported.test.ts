// What a cell with a line of PyTorch, NumPy or Keras is told to write computes what that line computes there.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../kernel/language/engine.ts";
import { createEngine } from "../../../kernel/language/index.ts";
import { needDist } from "../../needs.ts";
import "../../src/on-reference.ts";
import * as door from "../../../src/index.ts";
import words from "../../../src/words.json" with { type: "json" };
import { engineOptions } from "./notebook.ts";

interface Line {
  line: string;
  value?: unknown;
  shape?: number[];
}
const { lines } = JSON.parse(readFileSync(new URL("../../fixtures/ported_lines.json", import.meta.url), "utf8")) as {
  lines: Line[];
};

/** What the lines are about, as in ported_lines.py. */
const names = `
const x = tensor([[1, -2, 3], [4, 0.5, -7]]), y = tensor([[0.5, 1, -1], [2, 2, 0]]), n = x
const p = tensor([0.9, 0.2, 0.6]), t = tensor([1, 0, 0]), z = tensor([2, -1, 0.3]), ids = tensor([2, 0])
const xs = arange(24).reshape([2, 3, 4]), probs = tensor([[0.2, 0.3, 0.5], [0.1, 0.6, 0.3]])
const target = tensor([[0.3, 0.3, 0.4], [0.2, 0.2, 0.6]]), index = tensor([[0, 2], [1, 1]]), w = new Parameter(tensor([1, -2]))
const remainders = arange(24).reshape([3, 2, 4]).sub(arange(24).reshape([3, 2, 4]).div(5).floor().mul(5))
const log_probs = logSoftmax(remainders), labels = [[1, 2], [3, 3]], sequences = [[1, 2, 3], [4]]
const gram = tensor([[2, 1], [1, 3]]), b = tensor([1, 2])
`;
const steps = [
  [0.5, -1],
  [0.25, 2],
  [-1, 0.5],
];

/** Entries of the table that no line here is for, and where they are tested. */
const elsewhere = new Map([
  ...["tf.nn.leaky_relu", "tf.gather", "tf.random.normal", "tf.random.uniform", "clip_by_value"].map(
    name => [name, "TensorFlow's: beginners/ported.ts"] as const,
  ),
  ...["softmax", "sparse_softmax", "sigmoid"].map(
    name => [`${name}_cross_entropy_with_logits`, "TensorFlow's: beginners/ported.ts"] as const,
  ),
  ["optax.softmax_cross_entropy", "JAX's: beginners/ported.ts"],
  ...["CosineSimilarity", "CategoricalCrossentropy", "SparseCategoricalCrossentropy", "BinaryCrossentropy"].map(
    name => [`losses.${name}.call`, "what its class makes"] as const,
  ),
  ["optim.NAdam", "its steps differ, which is said: beginners/ported.ts"],
  ["clip_grad_norm_", "of a model: beginners/ported.ts"],
  ["clip_grad_value_", "of a model: beginners/ported.ts"],
  ["nn.MultiheadAttention", "starts at random: beginners/ported.ts"],
  ["MultiheadAttention", "starts at random: beginners/ported.ts"],
  ...["LSTM", "GRU", "RNN"].map(name => [`nn.${name}`, "starts at random: beginners/ported.ts"] as const),
  [".transpose", "told in words"],
  ...["bceLoss", "klDivLoss", "l1Loss", "mseLoss"].map(name => [name, "as F's: beginners/ported.ts"] as const),
  ...["adam", "adamW", "sgd", "rmsprop", "adagrad"].map(
    name => [name, "ours, given parameters: beginners/ported.ts"] as const,
  ),
  ["addmm", "of three matrices: beginners/ported.ts"],
]);

/** Runs a line after the names, with all that the toolkit exports in scope. */
function outcomeOf(code: string): unknown {
  const scope = { ...door };
  const body = withoutMarks(`${names}\nconst answer = (${code})`);
  return new Function(...Object.keys(scope), `${body}\nreturn { answer, w }`)(...Object.values(scope)) as unknown;
}

function plain(code: string): unknown {
  const { answer, w } = outcomeOf(code) as { answer: unknown; w: door.Parameter };
  if (answer instanceof door.Optimizer) {
    for (const step of steps) {
      w.grad = door.tensor(step);
      answer.step([w]);
    }
    return w.toArray();
  }
  return answer instanceof door.Tensor ? answer.toArray() : answer;
}

/** Without the only mark of TypeScript's that is advised: `x.shape.at(-1)!`. */
const withoutMarks = (code: string) => code.replace(/(?<=[\w)\]])!(?!=)/g, "");

const shapeOf = (value: unknown): number[] => (Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : []);

function assertClose(got: unknown, wanted: unknown, message: string): void {
  const flat = (value: unknown): number[] => [value].flat(9).map(Number);
  assert.deepEqual(shapeOf(got), shapeOf(wanted), message);
  const [a, b] = [flat(got), flat(wanted)];
  for (const [i, number] of b.entries())
    assert.ok(a[i] === number || Math.abs(a[i]! - number) < 2e-5 * Math.max(1, Math.abs(number)), message);
}

describe("lines of PyTorch, NumPy and Keras, as they are advised", () => {
  let folder: string;
  let engine: Engine;

  before(function () {
    needDist(this);
    folder = mkdtempSync(join(tmpdir(), "ported-"));
    engine = createEngine("native", { ...engineOptions(folder), preload: ["unrolled"] });
    const prepared = engine.prepare(names);
    assert.equal(prepared.status, "ok", JSON.stringify(prepared));
    if (prepared.status === "ok") engine.commit(prepared.cell);
  });
  after(() => {
    engine?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  /** The code that is advised; the line itself where it is right already. */
  function advised(line: string): string {
    let code = line;
    for (let times = 0; times < 3; times++) {
      const prepared = engine.prepare(code);
      if (prepared.status === "ok") return code;
      const [{ message, instead } = { message: "", instead: undefined }] = prepared.diagnostics;
      const [, said] =
        /(?:In TypeScript: |as an object: |: write |It is a function here: )(.*)$/s.exec(message) ??
        /Write (.*?) instead\./s.exec(message) ??
        [];
      const next = (instead ?? said)?.replace(/\s+\/\/ [^\n]*/g, "").replace(/; of a single number.*$/, "");
      if (/Nothing takes its place: leave it out/.test(message)) code = code.replace(/\.\w+\(\)$/, "");
      else if (next === undefined || next === code) assert.fail(`${line}\n  is told: ${message}`);
      else code = next;
    }
    return assert.fail(`${line}\n  is led to ${code}, which does not compile`);
  }

  for (const { line, value, shape } of lines)
    it(line, () => {
      const code = advised(line);
      const got = plain(code);
      if (shape) assert.deepEqual(shapeOf(got), shape, code);
      else assertClose(got, value, `${code} gives ${JSON.stringify(got)}, and not ${JSON.stringify(value)}`);
    });

  it("are a module with a recurrent layer, which is unrolled", () => {
    const code = advised(`class Net(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.lstm = nn.LSTM(n, 5, batch_first=True)
        self.drop = nn.Dropout(0)
        self.fc = nn.Linear(5, 2)
    def forward(self, x, hidden=None):
        out, (h, c) = self.lstm(x)
        return self.fc(self.drop(out[:, -1]))`);
    const scope = { ...door };
    const body = withoutMarks(`${names}\n${code}\nconst net = new Net(4), y1 = net.forward(xs)`);
    const { y1, net, xs } = new Function(...Object.keys(scope), `${body}\nreturn { y1, net, xs }`)(
      ...Object.values(scope),
    ) as { y1: door.Tensor; net: { lstm: door.LSTMCell; fc: door.Linear }; xs: door.Tensor };
    assert.deepEqual(y1.toArray(), net.fc.forward(door.unroll(net.lstm, xs).state.h).toArray());
    assert.equal(door.countParameters(net), 4 * 5 * (4 + 5 + 1) + 5 * 2 + 2);
  });

  it("are of every function that is told by its parameters", () => {
    const isThere = (name: string) => {
      const called = name.split(".").at(-1)!;
      return lines.some(({ line }) => new RegExp(String.raw`(?:^|[.( ])${called}\(`).test(line));
    };
    const names = Object.keys(words.ported).flatMap(all => all.split(", "));
    const missing = names.filter(name => !elsewhere.has(name) && !isThere(name));
    assert.deepEqual(missing, []);
  });
});
