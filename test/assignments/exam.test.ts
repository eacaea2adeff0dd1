// The exam: its reference earns full marks where it is judged, its answers are those of the toolkit, and in the session nothing is told.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { executeNotebook, type Notebook, parseNotebook } from "../../kernel/notebook/index.ts";
import { type Session, startSession } from "../../kernel/session.ts";
import {
  ____,
  type AnyFunction,
  calledByMessage,
  explain,
  outcomeMimeType,
  student,
} from "../../src/checking/index.ts";
import { judgeAnswer } from "../../src/checking/judging.ts";
import type { Outcome } from "../../src/checking/outcome.ts";
import { takenAssignments } from "../../src/checking/session/taken.ts";
import { definitionOf } from "../../src/checking/trusted.ts";
import { preloadOf } from "../../src/cli/preload.ts";
import { manyToMany, manyToOne } from "../../src/data/index.ts";
import { countParameters, crossEntropy, dense, Parameter, Sequential, simpleRNN } from "../../src/nn/index.ts";
import { clipByGlobalNorm } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/index.ts";
import { needDist, root } from "../needs.ts";
import { itSoaks } from "../soak.ts";

const students = ["ana", "ben", "chen"];
const keys = ["a1", "a2", "b1", "b2", "b3", "c1", "c2", "d1", "d2", "e1", "e2", "e3"] as const;
type Key = (typeof keys)[number];

const questionsOf = (student: string) => assignment.of("exam", student);
const judged = async (student: string, key: Key, answer: unknown): Promise<Outcome> =>
  judgeAnswer(definitionOf(questionsOf(student)[key] as never), answer as never);
const right = async (student: string, key: Key, answer: unknown) => {
  const outcome = await judged(student, key, answer);
  assert.ok(outcome.correct && outcome.credit === 1, `${key}: ${outcome}`);
};
const numbersIn = (text: string) => text.match(/-?\d+(\.\d+)?/g)!.map(Number);

describe("assignment exam", () => {
  it("has questions (a) to (e), worth twenty points, three of them written [item 140]", () => {
    const questions = questionsOf("ana");
    assert.deepEqual(Object.keys(questions).sort(), [...keys]);
    assert.equal(
      Object.values(questions).reduce((sum, { points }) => sum + points, 0),
      20,
    );
    const written = Object.entries(questions).filter(([, { isWritten }]) => isWritten);
    assert.deepEqual(
      written.map(([key]) => key),
      ["c2", "d2", "e1"],
    );
    for (const [key, question] of written) {
      const { rubric } = definitionOf(question as never).answer as unknown as { rubric: { marks: number }[] };
      assert.equal(
        rubric.reduce((sum, { marks }) => sum + marks, 0),
        question.points,
        key,
      );
    }
  });

  for (const student of students) {
    it(`counts and summary of ${student} are those of a real model [items 4, 5, 6]`, async () => {
      const [T, d, a, , , b, classes] = numbersIn(
        questionsOf(student).b1.asks.replace(/inputShape: \[\d+, \d+\]/, "inputShape: [0, 0]"),
      ) as number[];
      const layers = [
        simpleRNN(a!, { inputShape: [T!, d!], returnSequences: true }),
        simpleRNN(b!),
        dense(classes!, { activation: "softmax" }),
      ];
      const model = new Sequential(layers);
      const [first, second, readout] = model.layers.map(layer => countParameters(layer)) as [number, number, number];
      await right(student, "b1", { first, second, readout, total: first + second + readout });
      const shapes = model.layers.map(({ outputShape }) => [null, ...(outputShape as number[])]);
      const columns = { shapes: [...shapes, shapes.at(-1)], parameters: [first, second, readout, 0] };
      await right(student, "b2", { ...columns, losses: [2, 1.5] });
      assert.match(
        String(await judged(student, "b2", { ...columns, shapes, losses: [2, 1.5] })),
        /has 4 layers, the softmax among them, but you give 3/,
      );
      assert.equal(Math.round((await judged(student, "b2", { ...columns, losses: [2, 2.5] })).credit * 3), 2);
    });

    it(`guessing, clipping and windows of ${student} are those of the toolkit [items 8, 11, 15, 16, 18]`, async () => {
      const { b3, c1, e2 } = questionsOf(student);
      const [classes] = numbersIn(b3.asks) as [number];
      const logits = tensor([Array<number>(classes).fill(0)], { dtype: "float64" });
      await right(student, "b3", { loss: crossEntropy(logits, [0]).item(), accuracy: 1 / classes });

      const [rho, short, long] = numbersIn(c1.asks.replace(/^.*?afterShort/s, "")) as [number, number, number];
      const g = JSON.parse(/\[.*?\]/.exec(c1.asks)![0]) as number[];
      const [limit] = numbersIn(/norm at \d+/.exec(c1.asks)![0]) as [number];
      const weights = { parameters: [new Parameter(tensor(g, { dtype: "float64" }))] };
      weights.parameters[0]!.grad = tensor(g, { dtype: "float64" });
      clipByGlobalNorm(weights as never, limit);
      const clipped = weights.parameters[0]!.grad!.toArray() as number[];
      let [afterShort, afterLong] = [1, 1];
      for (let t = 1; t < short; t++) afterShort *= rho;
      for (let t = 1; t < long; t++) afterLong *= rho;
      await right(student, "c1", { afterShort, afterLong, factor: clipped[1]! / g[1]! });

      const [length, n] = numbersIn(e2.asks) as [number, number];
      const ids = Array.from({ length }, (_, i) => i);
      const one = manyToOne(ids, n);
      const many = manyToMany(ids, n, { stride: 1 } as never);
      const count = (targets: unknown): number => (targets as unknown[]).flat(2).length;
      await right(student, "e2", { windows: one.x.length, manyToOne: count(one.y), manyToMany: count(many.y) });
    });
  }

  it("the logarithm of a probability is exact to a hand's count [items 14, 32, 79]", async () => {
    const p = [
      [0.5, 0.25, 0.25],
      [0.1, 0.1, 0.8],
    ];
    const { run } = (definitionOf(questionsOf("ana").e3).answer as unknown as { reference: { run: AnyFunction } })
      .reference;
    assert.ok(Math.abs(run(p, [1, 2]) - Math.log(0.2)) < 1e-12);
  });

  describe("sat as a rehearsal", () => {
    afterEach(() => {
      student(____);
      // A session never forgets an exam that it sat: the suites that follow here are no part of it.
      (takenAssignments() as Map<string, unknown>).delete("exam");
    });
    const sit = (name: string, answers: { readonly [key: string]: unknown }) => {
      student(name);
      const questions = assignment("exam");
      for (const [key, answer] of Object.entries(answers))
        assert.equal(questions[key as Key].check(answer as never).status, "recorded", key);
    };
    const over = async () => String(await explain("exam", { finished: true }));
    const checked = keys.filter(key => !["c2", "d2", "e1"].includes(key));
    const rightOf = (name: string, key: Key) => definitionOf(questionsOf(name)[key] as never).answer.right;

    it("tells whoever had everything right so, with the criteria of what was written [item 140]", async () => {
      sit("ana", Object.fromEntries(checked.map(key => [key, rightOf("ana", key)])));
      assert.match(String(await explain("exam", { finished: false })), /^○ Not finished/);
      const told = await over();
      assert.match(told, /^exam: the checks give 12 of 12 points; 8 more are for what you have written/);
      assert.equal(told.match(/✓ correct/g)?.length, checked.length);
      for (const key of ["c2", "d2", "e1"]) assert.match(told, new RegExp(`^${key} ✎ written`, "m"));
      assert.match(told, /1 point: the gradient is a product with a factor for each step/);
    });

    it("tells each mistake its hint, and what was left out the way [item 140]", async () => {
      const {
        windows,
        manyToOne: one,
        manyToMany: many,
      } = rightOf("ben", "e2") as unknown as { [name: string]: number };
      sit("ben", { e2: { windows: windows! + 1, manyToOne: one, manyToMany: many }, d1: ["A", "B", "C", "D", "E"] });
      const told = await over();
      assert.match(told, /e2 ◐ partly right \(2 of 3\).*the last of these windows has no character behind it/);
      assert.match(told, /d1 .*: .*\n {2}Why: .*\n {2}The way: A (holds|does not hold): /);
      assert.match(told, /a1 ○ not attempted.*\n.*\n {2}The way: card1 = "(one|many)-to-/);
      assert.match(told, /a2 ○ not attempted.*\n.*\n {2}The way: oneToOne: "/);
      assert.doesNotMatch(told, /The way: your/);
      assert.match(told, /b2 ○ not attempted · 0 of 2 points.*\n.*\n {2}The way: const model = sequential\(\)/);
    });

    it("shows ways that lead to the right numbers, computed line by line [item 140]", async () => {
      for (const name of students)
        for (const key of ["b1", "b3", "c1", "e2"] as const) {
          const lines = definitionOf(questionsOf(name)[key] as never).solution!.split("\n");
          const given = lines.map(line => line.split(" = ")[0]!);
          const run = new Function(`let ${given.join(", ")}\n${lines.join("\n")}\nreturn { ${given.join(", ")} }`);
          await right(name, key, run());
        }
    });
  });

  describe("sat in a session", function () {
    this.timeout(60_000);
    const path = join(root, "assignments", "exam", "source.ipynb");
    const text = readFileSync(path, "utf8");
    let session: Session;
    before(function () {
      needDist(this);
    });
    afterEach(() => session?.close());

    async function sit(notebook: Notebook): Promise<Notebook> {
      session = await startSession({ ...preloadOf(), cwd: join(root, "assignments", "exam") });
      const { notebook: run, failure } = await executeNotebook(notebook, session);
      assert.equal(failure, undefined);
      return run;
    }
    const statuses = ({ cells }: Notebook) =>
      cells.flatMap(cell =>
        cell.cell_type === "code"
          ? cell.outputs.flatMap(output => {
              const found =
                "data" in output ? (output.data[outcomeMimeType] as { status: string } | undefined) : undefined;
              return found ? [found.status] : [];
            })
          : [],
      );

    itSoaks("the reference is recorded, and judged it has full marks", async () => {
      const source = parseNotebook(text, path);
      assert.deepEqual([...new Set(statuses(await sit(source)))], ["recorded"]);
      await session.execute(
        "const given = () => ({ a1: { card1, card2, card3, card4, card5, card6, card7, card8, card9, card10 }, a2: { oneToOne: application1, oneToMany: application2, manyToOne: application3, equalLengths: application4, unequalLengths: application5 }, b1: { first, second, readout, total }, b2: { shapes, parameters, losses }, b3: { loss, accuracy }, c1: { afterShort, afterLong, factor }, d1: holds, e2: { windows, manyToOne, manyToMany } })",
      );
      const given = (await session.call("given", [])) as { [key: string]: unknown };
      for (const [key, answer] of Object.entries(given)) await right("ana", key as Key, answer);
      await right(
        "ana",
        "e3",
        calledByMessage(args => session.call("logProbability", [...args])),
      );
      for (const key of ["c2", "d2", "e1"] as const) {
        const cell = source.cells.find(
          ({ metadata }) => (metadata.unrolled as { question?: string } | undefined)?.question === key,
        )!;
        const answer = cell.source.replace(/<!--.*?-->/g, "").trim();
        assert.equal((await judged("ana", key, answer)).status, "recorded", key);
      }
    });
  });
});
