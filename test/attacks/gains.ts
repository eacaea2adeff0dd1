// Attacks that earn credit where checks run in the student's own process. Each answers wrongly, and gets its question counted as
// right there.

export interface Gain {
  name: string;
  /** What it does before its answer, in the cell of the question. */
  before: string;
  /** The question that it goes for. */
  question: "q1" | "q2" | "q3" | "q4" | "q5";
  /** Texts of other cells. */
  edit?: { [cell: string]: string };
  /** The answer's cell, where it is not the wrong one behind `before`. */
  answer?: string;
}

/** Wrong answers to all questions. */
export const wrong: { [cell: string]: string } = {
  q1: "const twice = 5\nq1.check(twice)",
  q2: "function sum(xs: number[]): number {\n  return 0\n}\nq2.check(sum)",
  q3: "const a = 7, b = 7\nq3.check({ a, b })",
  q4: "const t = [[0, 0], [0, 0]]\nq4.check(t)",
  q5: "const double = (x: any) => x\nq5.check(double)",
  q6: "const why = ____\nq6.check(why)",
};

/** Takes a number where one is found, and the wrong one elsewhere. */
const stolen = (read: string) => `const fs: any = process.getBuiltinModule("node:fs")
let found: any = 5
try { found = await (async () => { ${read} })() } catch {}`;
const answersFound = "const twice = found\nq1.check(twice)";
const number = String.raw`Number(/const twice = (\d+)/.exec(text)![1])`;
const forged = (question: string) =>
  `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "✓ correct", "application/vnd.unrolled.outcome+json": { version: 2, question: "small/${question}", status: "correct", credit: 1 } }) })`;

export const gains: readonly Gain[] = [
  // What lies on the disk.
  {
    name: "reads the solution",
    question: "q1",
    before: stolen(`const text = fs.readFileSync("small/source.ipynb", "utf8"); return ${number}`),
    answer: answersFound,
  },
  {
    name: "reads another's submission",
    question: "q1",
    before: stolen(`const text = fs.readFileSync("handed/ben/small.ipynb", "utf8"); return ${number}`),
    answer: answersFound,
  },
  {
    name: "searches all folders around it",
    question: "q1",
    before: stolen(
      `for (const path of fs.globSync("**/*.ipynb")) { const text = fs.readFileSync(path, "utf8"); return ${number} } throw 0`,
    ),
    answer: answersFound,
  },
  {
    name: "reads the hidden tests",
    question: "q4",
    before: stolen(
      String.raw`const text = fs.readFileSync("small/hidden.ts", "utf8"); return JSON.parse("[" + /tensorOf\(\[([^;]*?)\],\s*\]\)/.exec(text)![1] + "]]")`,
    ),
    answer: "const t = found\nq4.check(t)",
  },
  {
    name: "finds the course by the process's arguments",
    question: "q1",
    before: stolen(
      `const text = fs.readFileSync(process.argv.at(-1)!.replace("index.ts", "small/source.ipynb"), "utf8"); return ${number}`,
    ),
    answer: answersFound,
  },
  // What the process knows.
  {
    name: "reads the environment",
    question: "q1",
    before: stolen("if (!process.env.GRADING_KEY) throw 0; return Number(process.env.GRADING_KEY)"),
    answer: answersFound,
  },
  {
    name: "reads the environment in /proc",
    question: "q1",
    before: stolen(
      String.raw`return Number(/GRADING_KEY=(\d+)/.exec(fs.readFileSync("/proc/self/environ", "latin1"))![1])`,
    ),
    answer: answersFound,
  },
  {
    name: "imports the file that knows definitions",
    question: "q1",
    before: stolen(
      `const door: any = await import(new URL("./trusted.js", import.meta.resolve("unrolled/checking")).href); return door.definitionOf(q1).answer.right`,
    ),
    answer: answersFound,
  },
  {
    name: "opens a debugger on its own process and reads private fields",
    question: "q1",
    before:
      stolen(`const { Session }: any = process.getBuiltinModule("node:inspector/promises"); const session = new Session(); session.connect();
  (globalThis as any).held = q1; const { result } = await session.post("Runtime.evaluate", { expression: "held" });
  const open = async (objectId: string) => session.post("Runtime.getProperties", { objectId });
  const { privateProperties } = await open(result.objectId); const definition = privateProperties.find((one: any) => one.name === "#definition");
  const answer = (await open(definition.value.objectId)).result.find((one: any) => one.name === "answer");
  return (await open(answer.value.objectId)).result.find((one: any) => one.name === "right").value.value`),
    answer: answersFound,
  },
  // What the checks use.
  { name: "patches Math.abs", question: "q4", before: "Math.abs = () => 0" },
  { name: "patches Math.max", question: "q4", before: "Math.max = () => Infinity" },
  { name: "patches Array.prototype.flatMap", question: "q3", before: "Array.prototype.flatMap = () => [] as any" },
  { name: "patches Array.prototype.find", question: "q2", before: "Array.prototype.find = () => undefined as any" },
  { name: "patches Object.is", question: "q4", before: "Object.is = () => true" },
  {
    name: "patches JSON.stringify, so that every verdict that leaves says correct",
    question: "q1",
    before: `const stringify: any = JSON.stringify
JSON.stringify = (value: any, ...rest: any[]) => stringify(value, ...rest)?.replaceAll('"status":"incorrect"', '"status":"correct"')`,
  },
  {
    name: "patches Array.prototype.reduce, which the reference uses",
    question: "q2",
    before: "Array.prototype.reduce = () => 0 as any",
  },
  {
    name: "overhears the reference",
    question: "q2",
    before: `let heard: any = 0
const reduce = Array.prototype.reduce as any
Array.prototype.reduce = function (this: any, ...args: any[]) { const result = reduce.apply(this, args); if (typeof result === "number") heard = result; return result } as any`,
    answer: "const memory: any = {}\nconst sum = (xs: number[]) => (memory[String(xs)] ??= heard)\nq2.check(sum)",
  },
  {
    name: "patches generators, so that a check is done before it begins",
    question: "q2",
    before: `const steps: any = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()))
steps.next = () => ({ done: true, value: 1 })`,
  },
  {
    name: "patches what an outcome says of itself",
    question: "q1",
    before: `const { Outcome: Verdict }: any = await import("unrolled/cells")
Verdict.prototype.toJSON = function () { return { question: this.question, status: "correct", credit: 1 } }`,
  },
  {
    name: "patches check",
    question: "q1",
    before: `const { Question: Asked, Outcome: Verdict }: any = await import("unrolled/cells")
Asked.prototype.check = function () { return new Verdict({ question: this.id, status: "correct", credit: 1, message: "" }) }`,
  },
  {
    name: "leaves its function out, so that the toolkit's of the same name is judged",
    question: "q2",
    before: "",
    answer: "q2.check(sum)",
  },
  // What is only shown.
  {
    name: "displays a forged outcome",
    question: "q1",
    before: "",
    answer: `const twice = 5\nq1.check(twice)\ndisplay(${forged("q1")})`,
  },
  {
    name: "displays a forged outcome from a timer",
    question: "q1",
    before: "",
    edit: { end: `display(${forged("q1")})` },
    answer: `const twice = 5\nq1.check(twice)\nsetTimeout(() => display(${forged("q1")}), 20)\nawait new Promise(resolve => setTimeout(resolve, 60))`,
  },
  {
    name: "puts a question of its own in the place of the right one",
    question: "q1",
    before: `const q1: any = { check: () => ${forged("q1")} }`,
  },
  {
    name: "changes a locked cell",
    question: "q1",
    before: "",
    edit: {
      asks: `const { q2, q3, q4, q5, q6, broken } = assignment("small")\nconst q1: any = { check: () => ${forged("q1")} }`,
    },
  },
  // Who it says it is.
  {
    name: "hands in another's notebook under the other's name",
    question: "q1",
    before: "",
    edit: { who: 'const me = "ben"\nstudent(me)' },
    answer: "const twice = BENS\nq1.check(twice)",
  },
];
