// The door: what a notebook sees at run time is what its types promise, and the rolled-up types compile.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./on-reference.ts";
import ts from "typescript";
import * as assignmentsDoor from "../../assignments/index.ts";
import { doors, rollUpTypes } from "../../binder/steps/types.mjs";
import * as cellsDoor from "../../src/checking/cells.ts";
import * as checkingDoor from "../../src/checking/index.ts";
import * as door from "../../src/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Runs the native compiler; fails with what it says. */
function tsc(...options: string[]): void {
  const compiler = join(root, "node_modules/typescript7/bin/tsc");
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...options], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
}

describe("the toolkit's door", () => {
  it("hides no common global", () => {
    const globals = Object.keys(door).filter(name => name in globalThis || ["name", "History", "Range"].includes(name));
    assert.deepEqual(globals, []);
  });
});

describe("the rolled-up types", () => {
  let folder: string;
  const typesOf: { [specifier: string]: string } = {};

  before(async function () {
    this.timeout(120_000); // a compiler over all of the toolkit: half a minute on a busy machine
    folder = mkdtempSync(join(tmpdir(), "unrolled-types-"));
    tsc("-p", root, "--outDir", folder, "--emitDeclarationOnly");
    await rollUpTypes(folder);
    const exports = doors.map(({ specifier, types }) => [specifier.replace("unrolled", "."), { types: `./${types}` }]);
    const manifest = { name: "unrolled", type: "module", exports: Object.fromEntries(exports) };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    for (const { specifier, types } of doors) typesOf[specifier] = readFileSync(join(folder, types), "utf8");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("keep the doc comments", () => {
    assert.match(
      typesOf["unrolled/checking"]!,
      /\* Says whether an answer is right;[\s\S]*?\*\/\s+check\(answer: Answer\): Check;/,
    );
    assert.match(typesOf["unrolled/assignments"]!, /@example const \{ q1, q2, q3 \} = assignment\("counting"\)/);
    assert.match(typesOf.unrolled!, /@example simpleRNN\(32, \{ inputShape: \[100, 30\], returnSequences: true \}\)/);
  });

  it("hide what only the toolkit itself calls: a completion offers what one may use", () => {
    const text = typesOf.unrolled!;
    for (const name of [
      "addActivityLoss",
      "callSymbolic",
      "maskOfCall",
      "lacks",
      "givesMasks",
      "runAll",
      "forwardCall",
    ])
      assert.ok(!new RegExp(`^    (?:get |readonly |abstract )*${name}\\b`, "m").test(text), name);
    for (const name of ["getWeights", "computeMask", "takesSeveral", "resetStates", "predict"])
      assert.ok(new RegExp(`^    (?:get )?${name}\\b`, "m").test(text), name);
  });

  it("have a doc comment for everything that they export", () => {
    for (const specifier of ["unrolled", "unrolled/checking"]) {
      const text = typesOf[specifier]!;
      const source = ts.createSourceFile("types.d.ts", text, ts.ScriptTarget.Latest, true);
      const documented = new Map<string, boolean>();
      const exported = new Set<string>();
      for (const statement of source.statements) {
        if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
          for (const { name, propertyName } of statement.exportClause.elements)
            exported.add((propertyName ?? name).text);
        const names = ts.isVariableStatement(statement)
          ? statement.declarationList.declarations.map(({ name }) => name.getText())
          : [(statement as { name?: ts.Identifier }).name?.text ?? ""];
        const has = ts.getJSDocCommentsAndTags(statement).length > 0;
        for (const name of names) documented.set(name, has || (documented.get(name) ?? false));
      }
      const bare = [...exported].filter(name => documented.get(name) === false);
      assert.ok(exported.size > 3, specifier);
      assert.deepEqual(bare, [], `without a doc comment in ${specifier}`);
    }
  });

  it("of unrolled/checking have a doc comment for each member of what they export", () => {
    const source = ts.createSourceFile("types.d.ts", typesOf["unrolled/checking"]!, ts.ScriptTarget.Latest, true);
    // TypeScript repeats none for what a class only narrows, keeps private, or has as a type alone.
    const isOwn = (member: ts.ClassElement | ts.TypeElement) =>
      !/^(private|protected)/.test(member.getText()) && !/^#/.test(member.name?.getText() ?? "");
    const bare = source.statements
      .filter(statement => ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement))
      .filter(({ name }) => name?.text !== "MimeBundle")
      .flatMap(({ name, members }) =>
        [...members]
          .filter(member => isOwn(member) && ts.getJSDocCommentsAndTags(member).length === 0)
          .map(member => `${name?.text}: ${member.getText()}`),
      );
    assert.deepEqual(bare, []);
    assert.ok(source.text.includes("class Note"));
  });

  it("promise exactly the values that are there", () => {
    const promised = (types: string) => /^export \{ (.*) \};$/m.exec(types)![1]!.split(", ").toSorted();
    assert.deepEqual(promised(typesOf.unrolled!), Object.keys(door).toSorted());
    assert.deepEqual(promised(typesOf["unrolled/checking"]!), Object.keys(checkingDoor).toSorted());
    const [, given] = /^export \{ (.*) \} from 'unrolled\/checking';$/m.exec(typesOf["unrolled/cells"]!)!;
    assert.deepEqual(given!.split(", ").toSorted(), Object.keys(cellsDoor).toSorted());
    assert.match(typesOf["unrolled/assignments"]!, /^export \* from 'unrolled\/cells';$/m);
    const own = Object.keys(assignmentsDoor).filter(name => !(name in cellsDoor));
    assert.deepEqual(promised(typesOf["unrolled/assignments"]!), own);
  });

  it("let a cell name every class that a function gives back", () => {
    // What has no name is written out for the next cell, without its private members: then it fits nowhere.
    for (const [specifier, text] of Object.entries(typesOf)) {
      const source = ts.createSourceFile("types.d.ts", text, ts.ScriptTarget.Latest, true);
      const classes = new Set(source.statements.filter(ts.isClassDeclaration).map(({ name }) => name?.text ?? ""));
      const exported = new Set(
        source.statements
          .filter(ts.isExportDeclaration)
          .flatMap(({ exportClause: names }) => (names && ts.isNamedExports(names) ? [...names.elements] : []))
          .map(({ name, propertyName }) => (propertyName ?? name).text),
      );
      const nameless = (type: ts.Node): string[] => [
        ...(ts.isTypeReferenceNode(type) && classes.has(type.typeName.getText()) ? [type.typeName.getText()] : []),
        ...type.getChildren().flatMap(nameless),
      ];
      const given = source.statements.flatMap(statement => {
        if (ts.isFunctionDeclaration(statement) && exported.has(statement.name!.text)) return [statement.type!];
        if (!ts.isVariableStatement(statement)) return [];
        return statement.declarationList.declarations
          .filter(({ name, type }) => type && exported.has(name.getText()))
          .map(({ type }) => (ts.isFunctionTypeNode(type!) ? type.type : type!));
      });
      if (specifier !== "unrolled/cells") assert.ok(given.length > 0, specifier);
      const found = given.flatMap(nameless).filter(name => !exported.has(name));
      assert.deepEqual([...new Set(found)], [], specifier);
    }
  });

  it("of the doors that a notebook has share no name", () => {
    const twice = Object.keys(assignmentsDoor).filter(name => name in door);
    assert.deepEqual(twice, []);
  });

  it("are accepted by the native compiler, and refuse what must not compile", () => {
    const program = join(folder, "cell.mts");
    writeFileSync(
      program,
      `import { ____, assignment } from "unrolled/assignments";
import { course, exactly, type Question, question } from "unrolled/checking";
import { adam, type Batch, batches, bpttBatches, countParameters, crossEntropy, currentBackend, generate, GRUCell, gradientCheck, LSTMCell, type LossContext, type LSTMState, lstm, LearnedState, leakyRelu, Linear, loadModel, nextToken, norm, reference, RNNCell, seed, sequential, setBackend, simpleRNN, stack, train, unroll, vocabulary, wasm, maximum, softmax, tanh, tensor, Tensor } from "unrolled";
const { q1 } = assignment("counting");
q1.check(2016).status satisfies "correct" | "incorrect" | "not-attempted" | "recorded" | "broken";
q1.check(____);
// @ts-expect-error
q1.check("468");
// @ts-expect-error
assignment("countin");
const definition = { asks: "", because: "", hints: [] };
const own = course({
  gates: { six: question({ id: "gates/six", answer: exactly(6), ...definition }) },
  later: () => ({ one: question({ id: "later/one", answer: exactly(1), ...definition }) }),
});
own("gates").six.check(6).status satisfies string;
assignment("counting").q1 satisfies Question<number>;
own("later").one.check(1).status satisfies string;
// @ts-expect-error
own("later").one.check("1");
// @ts-expect-error
own("counting");
const rng = seed(0);
const model = { cell: new RNNCell(8, 16, { rng }), readout: new Linear(16, 4, { rng }) };
countParameters(model) satisfies number;
unroll(model.cell, rng.normal(0, 1, [5, 8])).hidden.map(h => norm(h.grad)) satisfies number[];
// @ts-expect-error
countParameters(3);
const keras = sequential([simpleRNN(4, { inputShape: [null, 3] })]);
keras.compile({ loss: "categorical_crossentropy", optimizer: adam(3e-3), metrics: ["accuracy"] });
// @ts-expect-error
keras.compile({ loss: "nonsense", optimizer: "adam" });
(await keras.fit([[[1, 2, 3]]], [[1, 0, 0, 0]])).history.loss satisfies number[] | undefined;
keras.evaluate([[[1, 2, 3]]], [[1, 0, 0, 0]]).binaryAccuracy satisfies number | undefined;
loadModel(JSON.parse(JSON.stringify(keras.save()))).summary();
const [output, h, c] = lstm(4, { returnState: true }).call(rng.normal(0, 1, [2, 5, 8]));
lstm(4).call(rng.normal(0, 1, [2, 5, 8])).shape satisfies readonly number[];
lstm(4, { returnState: true }).call(output!, { initialState: [h!, c!] });
lstm(4, { activation: "gelu" });
lstm(4, { activation: x => leakyRelu(x, { negativeSlope: 0.01 }) });
// @ts-expect-error
lstm(4, { activation: "nonsense" });
setBackend(reference);
setBackend(await wasm({ simd: "relaxed" }));
currentBackend().describe() satisfies string;
// @ts-expect-error
wasm({ simd: "fast" });
const cell = new LSTMCell(8, 4);
const { states } = unroll(cell, rng.normal(0, 1, [5, 8]), { initialState: new LearnedState(cell) });
states.map(({ c }) => norm(c.grad)) satisfies number[];
gradientCheck(() => unroll(cell, rng.normal(0, 1, [5, 8])).state.h.sum(), cell).passed satisfies boolean;
const gru = new GRUCell(8, 16);
const loss = ({ x, y }: Batch) => crossEntropy(model.readout.forward(unroll(gru, x).hidden.at(-1)!), y);
for await (const { step, history } of train({ gru, model }, batches({ x: [[[1]]], y: [0] }), { loss, optimizer: adam(), clipNorm: 1 }))
  history.map(({ perplexity }) => perplexity * step) satisfies number[];
train(gru, bpttBatches(nextToken([1, 2, 3]), { steps: 2 }), {
  optimizer: adam(),
  loss({ x }, { state }) {
    const run = unroll(gru, x, { initialState: state });
    return { loss: stack(run.hidden).sum(), state: run.state };
  },
});
train(cell, bpttBatches(nextToken([1, 2, 3]), { steps: 2 }), {
  optimizer: adam(),
  loss({ x }, { state }: LossContext<LSTMState>) {
    const run = unroll(cell, x, { initialState: state });
    return { loss: run.state.h.sum(), state: run.state };
  },
});
// @ts-expect-error: a plain tree needs a loss
train(gru, batches({ x: [[[1]]], y: [0] }), { optimizer: adam() });
const { ids } = generate((id, state = gru.zeroState([])) => ({ logits: state, state }), { rng, start: [0], maximum: 3 });
vocabulary("abc").decode(ids) satisfies string[];
const x = tensor(new Float32Array(6)).reshape([2, 3]);
maximum(1, x).add([1, 2, 3]).mul(tanh(0.5)) satisfies Tensor;
crossEntropy([[1, 2]], [0]).add(norm(model.cell.kernel)).backward();
norm(model.cell.kernel.grad) satisfies number;
norm([3, 4]) satisfies Tensor;
[model.cell.kernel.grad].map(norm) satisfies number[];
[model.cell.kernel].map(norm) satisfies Tensor[];
norm(x as Tensor | undefined) satisfies number | Tensor;
softmax([[1, 2], [3, 4]], 0).slice(0, 1).slice(-1, { axis: 1 }).at(0, -1).toFixed(2) satisfies string;
// @ts-expect-error: the axis has a name
x.slice(1, 0, 2);
// @ts-expect-error: an option that is not there
x.sum(0, { keepdims: true });
unroll(gru, [[0, 1, 2, 3, 4, 5, 6, 7]]).hidden satisfies Tensor[];
`,
    );
    tsc("--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", "", program);
  });
});
