// The index.ts of a course: a new one, or one more assignment in one that is there.
import { stripTypeScriptTypes } from "node:module";
import { type AnyNode, type CallExpression, type ImportDeclaration, type ObjectExpression, parse } from "acorn";
import { walk } from "../../../kernel/language/cell/rewrite/syntax.ts";
import type { Names } from "./names.ts";

/** A course's index.ts, and what the files of its assignments need to know of it. */
export interface CourseIndex {
  readonly text: string;
  /** Where questions import from, as index.ts says it: "unrolled/checking". */
  readonly checking: string;
  /** The course's own name, which its draws are made for. */
  readonly course: string;
}

/** It is written in a way that one more line cannot be put into by a program. */
export class NotExtensible extends Error {}

/** @param course its name: others have other numbers */
export const newIndex = ({ name, identifier }: Names, course: string): CourseIndex => ({
  text: `// The course: every assignment by its name. "graded" asks who the student is; "exam" gives neither hints nor verdicts.
import { course, graded } from "unrolled/checking";
import { ${identifier} } from "./${name}/questions.ts";

export const assignment = course(
  {
    ${entryOf({ name, identifier })},
  },
  { name: ${JSON.stringify(course)} },
);
`,
  checking: "unrolled/checking",
  course,
});

const entryOf = ({ name, identifier }: Pick<Names, "name" | "identifier">) =>
  `${/^[a-z]\w*$/.test(name) ? name : JSON.stringify(name)}: graded(${identifier})`;

/**
 * With one more assignment in it.
 * @throws NotExtensible where its `course({ … })` cannot be found or read; says what to write by hand
 */
export function extendedIndex(text: string, names: Names): CourseIndex {
  const { name, identifier } = names;
  const byHand = `add these lines by hand:\n  import { ${identifier} } from "./${name}/questions.ts";\n  ${entryOf(names)},   // in course({ … })`;
  const refuse = (why: string): never => {
    throw new NotExtensible(`index.ts ${why}: ${byHand}`);
  };
  const { body, nodes } = parsed(text) ?? refuse("cannot be read");
  const imports = body.filter(node => node.type === "ImportDeclaration");
  const from = imports.find(node => importsName(node, "course")) ?? refuse("imports no `course`");
  const call =
    nodes.find(
      (node): node is CallExpression =>
        node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "course",
    ) ?? refuse("calls no `course`");
  const [given, options] = call.arguments;
  if (given?.type !== "ObjectExpression") return refuse("calls `course` with no list of assignments");
  if (given.properties.some(property => property.type === "Property" && keyOf(property.key) === name))
    return refuse(`has an assignment ${JSON.stringify(name)} already`);

  const edits = [
    { at: imports.at(-1)!.end, text: `\nimport { ${identifier} } from "./${name}/questions.ts";` },
    ...(importsName(from, "graded") ? [] : [{ at: from.specifiers.at(-1)!.end, text: ", graded" }]),
    { at: placeIn(given, text), text: lineIn(given, text, entryOf(names)) },
  ];
  return {
    text: edits
      .sort((a, b) => b.at - a.at)
      .reduce((written, edit) => written.slice(0, edit.at) + edit.text + written.slice(edit.at), text),
    checking: String(from.source.value),
    course: courseName(options) ?? refuse("gives the course a name that is no plain text"),
  };
}

function parsed(text: string): { body: readonly AnyNode[]; nodes: readonly AnyNode[] } | undefined {
  const { emitWarning } = process;
  // Node says once that its function is new.
  process.emitWarning = () => {};
  try {
    const program = parse(stripTypeScriptTypes(text), { ecmaVersion: "latest", sourceType: "module" });
    return { body: program.body, nodes: walk(program).nodes };
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

const importsName = ({ specifiers }: ImportDeclaration, name: string): boolean =>
  specifiers.some(
    one => one.type === "ImportSpecifier" && one.imported.type === "Identifier" && one.imported.name === name,
  );

const keyOf = (key: AnyNode): unknown =>
  key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : undefined;

/** Behind its last assignment, or behind the brace. */
const placeIn = ({ properties, start }: ObjectExpression, text: string): number => {
  const last = properties.at(-1);
  if (!last) return start + 1;
  const comma = /^\s*,/.exec(text.slice(last.end))?.[0].length ?? 0;
  return last.end + comma;
};

function lineIn(given: ObjectExpression, text: string, entry: string): string {
  const last = given.properties.at(-1);
  if (!last) return ` ${entry} `;
  const comma = placeIn(given, text) === last.end ? "," : "";
  const line = text.slice(0, last.start).split("\n").at(-1)!;
  const isOnOwnLine = /^\s*$/.test(line);
  return isOnOwnLine ? `${comma}\n${line}${entry},` : `${comma} ${entry}${comma ? "" : ","}`;
}

/** "unrolled" where it has none. */
function courseName(options: AnyNode | undefined): string | undefined {
  if (options === undefined) return "unrolled";
  if (options.type !== "ObjectExpression") return undefined;
  const name = options.properties.find(one => one.type === "Property" && keyOf(one.key) === "name");
  if (name === undefined) return options.properties.every(one => one.type === "Property") ? "unrolled" : undefined;
  return name.type === "Property" && name.value.type === "Literal" && typeof name.value.value === "string"
    ? name.value.value
    : undefined;
}
