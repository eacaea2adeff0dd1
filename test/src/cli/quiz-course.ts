// A small course with one assignment, and what students hand in for it.

/** @param right what is right of q1 */
export const questions = (right: number) => `import { exactly, implementation, question } from "unrolled/checking"
const common = { because: "so.", hints: ["?"] }
export const quiz = () => ({
  q1: question({ id: "quiz/q1", asks: "?", answer: exactly(${right}), ...common }),
  q2: question({ id: "quiz/q2", asks: "?", points: 2, ...common,
    answer: implementation({ parameters: ({ normal }) => ({ x: normal() }), cases: { one: {} }, reference: (x: number) => 2 * x }) }),
})
`;
const hidden = `import { implementation } from "unrolled/checking"
export const hidden = { q2: implementation({
  parameters: ({ uniform }) => ({ x: uniform(50, 60) }), cases: { large: {} }, reference: (x: number) => 2 * x }) }
`;
const code = (id: string, source: string) => ({
  cell_type: "code",
  id,
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});
const notebook = (cells: object[]) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "unrolled", language: "typescript", display_name: "x" } },
    cells,
  });
const marked = (text: string) => `// BEGIN SOLUTION\n${text}\n// END SOLUTION`;
const source = notebook([
  code("who", `${marked('const me = "ana"')}\nstudent(me)`),
  code("asks", 'const { q1, q2 } = assignment("quiz")'),
  code("q1", `${marked("const a = 6")}\nq1.check(a)`),
  code("q2", `${marked("const double = (x: number) => 2 * x")}\nq2.check(double)`),
]);
export const submission = (name: string, a: string, double: string) =>
  notebook([
    code("who", `const me = ${JSON.stringify(name)}\nstudent(me)`),
    code("asks", 'const { q1, q2 } = assignment("quiz")'),
    code("q1", `const a = ${a}\nq1.check(a)`),
    code("q2", `const double = ${double}\nq2.check(double)`),
  ]);

export const right = "(x: number) => 2 * x";

/** The files of the course, in the folder `course`. @param right what is right of q1 */
export const quizCourse = (right: number): { [path: string]: string } => ({
  "course/index.ts": `import { course, graded } from "unrolled/checking"\nimport { quiz } from "./quiz/questions.ts"\nexport const assignment = course({ quiz: graded(quiz) })\n`,
  "course/quiz/questions.ts": questions(right),
  "course/quiz/hidden.ts": hidden,
  "course/quiz/source.ipynb": source,
});
