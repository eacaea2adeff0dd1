// An assignment as nbgrader has its sources: with solutions, hidden tests, and cells that give a question's points.
import type { AnyNode, CallExpression } from "acorn";
import { parse } from "acorn";
import { statementsOf, walk } from "../../../../kernel/language/cell/rewrite/syntax.ts";
import { type Cell, type CodeCell, type Notebook, NotebookError } from "../../../../kernel/notebook/index.ts";
import { parseCode } from "../../release/code-tree.ts";
import { type Asked, hasAnswer } from "../../release/handout.ts";

export interface SourceOptions {
  /** "gates-graded" */
  readonly assignment: string;
  readonly questions: readonly Asked[];
  /** The questions that a hidden check has, and where it lies. */
  readonly hidden: { readonly keys: readonly string[]; readonly file: string; readonly module: string };
}

/**
 * @param source the author's @param handedOut what is handed out of it, cell by cell
 * @throws NotebookError where a question's check cannot be found
 */
export function nbgraderSource(source: Notebook, handedOut: Notebook, options: SourceOptions): Notebook {
  const counted = new Map(options.questions.filter(({ isWritten }) => !isWritten).map(one => [one.key, one]));
  const ids = new Set(source.cells.map(({ id }) => id));
  const cells = source.cells.flatMap((cell, index): Cell[] => {
    const stub = handedOut.cells[index]!;
    const { nbgrader, unrolled } = stub.metadata as { nbgrader: Cell["metadata"]; unrolled?: Cell["metadata"] };
    const { checksum: _, ...part } = nbgrader;
    const withStub = hasAnswer(cell)
      ? { ...cell, metadata: { ...cell.metadata, nbgrader: part, unrolled: { ...unrolled, stub: stub.source } } }
      : { ...cell, source: stub.source, metadata: { ...cell.metadata, nbgrader: part } };
    if (cell.cell_type !== "code") return [withStub];
    const checks = checksIn(cell.source, [...counted.keys()]);
    return [
      withStub,
      ...checks.map(({ key, answer }) => {
        const question = counted.get(key)!;
        counted.delete(key);
        return pointsCell(question, answer, unusedId(`${key}-points`, ids), options);
      }),
    ];
  });
  const [missing] = counted.keys();
  if (missing !== undefined)
    throw new NotebookError(
      `${options.assignment}: nbgrader counts what a cell gives, so ${missing}.check(…) is expected at the top of a cell, but none has it`,
    );
  return { ...handedOut, cells };
}

/** The last check of each question that stands in a cell by itself, with its answer as it is written. */
function checksIn(source: string, keys: readonly string[]): { key: string; answer: string }[] {
  const program = parse(parseCode(source).javascript, { ecmaVersion: "latest", sourceType: "module" });
  const found = new Map<string, string>();
  for (const statement of statementsOf(program))
    if (statement.type === "ExpressionStatement")
      for (const node of walk({ ...program, body: [statement] }).nodes) {
        const call = checkOf(node);
        const [answer] = call?.node.arguments ?? [];
        if (call && answer && keys.includes(call.key)) found.set(call.key, source.slice(answer.start, answer.end));
      }
  return [...found].map(([key, answer]) => ({ key, answer }));
}

function checkOf(node: AnyNode): { key: string; node: CallExpression } | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
  const { object, property } = node.callee;
  return object.type === "Identifier" && property.type === "Identifier" && property.name === "check"
    ? { key: object.name, node }
    : undefined;
}

function unusedId(wanted: string, ids: Set<string | undefined>): string {
  let id = wanted;
  for (let n = 2; ids.has(id); n++) id = `${wanted}-${n}`;
  ids.add(id);
  return id;
}

/** A cell whose number nbgrader counts. What is hidden in it takes points away, and gives none. */
function pointsCell(
  { key, points }: Asked,
  answer: string,
  id: string,
  { assignment, hidden }: SourceOptions,
): CodeCell {
  const credit = `${key}Credit`;
  const unseen = hidden.keys.includes(key)
    ? [
        "// BEGIN HIDDEN TESTS",
        `const { hiddenCredit: ${key}Hidden } = await import(${JSON.stringify(hidden.module)} as string)`,
        `${credit}.push(await ${key}Hidden(${JSON.stringify(hidden.file)}, ${JSON.stringify(key)}, ${answer}, (who: string) => (assignment as any).contextOf(${JSON.stringify(assignment)}, who)))`,
        "// END HIDDEN TESTS",
      ]
    : [];
  return {
    cell_type: "code",
    id,
    metadata: {
      nbgrader: {
        schema_version: 3,
        grade_id: id,
        grade: true,
        solution: false,
        locked: true,
        task: false,
        points,
        cell_type: "code",
      },
    },
    source: [
      `// The points of question ${key}, as they are counted. This cell stays as it is.`,
      `const ${credit} = [(await ${key}.check(${answer})).credit]`,
      ...unseen,
      `${points} * Math.min(...${credit})`,
    ].join("\n"),
    execution_count: null,
    outputs: [],
  };
}
