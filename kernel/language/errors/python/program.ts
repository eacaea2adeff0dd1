// A cell that is a Python program, whole or in some lines, in TypeScript: blocks by braces instead of by indentation.
import type { ObjectCall } from "../ported.ts";
import { NotPython } from "./cursor.ts";
import type { Meanings } from "./given.ts";
import { type Program, type Statement, toStatement } from "./statements.ts";
import { type LogicalLine, logicalLines } from "./tokens.ts";

export interface Line extends LogicalLine {
  /** Undefined where the line is not Python's, or only a comment. */
  statement: Statement | undefined;
}

export interface Translation {
  lines: Line[];
  /** The whole cell, where each of its lines is Python's and could be said. */
  typescript: string | undefined;
}

/** @param stays whether a line, read as Python or not, is TypeScript already, and left as it is */
export function translate(
  text: string,
  meanings: Omit<Meanings, "isClass" | "isObject" | "leaveUntold">,
  stays: (line: Line) => boolean = () => false,
): Translation {
  const logical = logicalLines(text);
  const declared = new Set<string>();
  const classes = new Set<string>();
  const objects = new Set<string>();
  const ofOthers = {
    made: new Map<string, ObjectCall>(),
    given: new Map<string, ObjectCall>(),
    kinds: new Map<string, ObjectCall>(),
  };
  /** The innermost class extends another. */
  const scope = { hasBase: false };
  const blocks: { indent: number; kind: "class" | "function" | "other" }[] = [];
  const source = text.split("\n");
  const lines = logical.map((line): Line => {
    const read = asPython(line);
    return stays(read) ? { ...read, comment: undefined, statement: asItStands(line, source) } : read;
  });
  const isWhole = lines.every(({ tokens, statement }) => tokens?.length === 0 || statement?.isWhole);
  return { lines, typescript: isWhole ? together(lines) : undefined };

  function asPython(line: LogicalLine): Line {
    if (line.tokens === undefined || line.tokens.length === 0) return { ...line, statement: undefined };
    while (blocks.length > 0 && line.indent <= blocks.at(-1)!.indent) blocks.pop();
    const program: Program = {
      ...meanings,
      ...ofOthers,
      isKnown: name => declared.has(name) || meanings.isKnown(name),
      declared,
      classes,
      isClass: name => classes.has(name),
      objects,
      isObject: code => objects.has(code),
      scope,
      fields: line.tokens[0]?.text === "class" ? fieldsOf(line, logical) : [],
      leaveUntold() {},
      changes: name => changes(name, logical),
      blocks: blocks.map(({ kind }) => kind),
    };
    try {
      const statement = toStatement(line, program);
      if (statement.opens) {
        const kind = /^(async )?(function )?[\w ]+\(.*\) \{$/.test(statement.typescript) ? "function" : "other";
        blocks.push({ indent: line.indent, kind: statement.typescript.startsWith("class ") ? "class" : kind });
      }
      return { ...line, statement };
    } catch (error) {
      if (error instanceof NotPython) return { ...line, statement: undefined };
      throw error;
    }
  }
}

/** The lines of the cell, moved to the left by as much as the first. */
function asItStands({ first, last }: LogicalLine, source: readonly string[]): Statement {
  const lines = source.slice(first, last + 1);
  const [space] = /^\s*/.exec(lines[0]!)!;
  const typescript = lines.map(line => (line.startsWith(space) ? line.slice(space.length) : line).trimEnd()).join("\n");
  return { typescript, isPython: false, isNamedArguments: false, isWhole: true };
}

/** What the methods of a class give `self`: TypeScript declares it in the class. */
function fieldsOf({ indent, first }: LogicalLine, lines: readonly LogicalLine[]): string[] {
  const fields = new Set<string>();
  const body = lines.slice(lines.findIndex(line => line.first === first) + 1);
  for (const { indent: deeper, tokens = [] } of body) {
    if (tokens.length > 0 && deeper <= indent) break;
    const [self, dot, name, equals] = tokens.map(({ text }) => text);
    if (self === "self" && dot === "." && name !== undefined && (equals === "=" || equals === ":")) fields.add(name);
  }
  return [...fields];
}

/** Whether a name is given a value in more than one place: then it is a variable. */
function changes(name: string, lines: readonly LogicalLine[]): boolean {
  let count = 0;
  for (const { tokens = [] } of lines) {
    const operator = tokens.findIndex(
      ({ kind, text }) => kind === "operator" && /^(?:[-+*/%|&^]|\/\/|\*\*)?=$/.test(text),
    );
    if (operator < 0) continue;
    if (
      tokens
        .slice(0, operator)
        .some(({ text }, i) => text === name && tokens[i + 1]?.text !== "." && tokens[i + 1]?.text !== "[")
    )
      count += 1;
  }
  return count > 1;
}

function together(lines: readonly Line[]): string {
  const written: string[] = [];
  const open: { indent: number; closes: string }[] = [];
  const close = (indent: number) => {
    while (open.length > 0 && indent <= open.at(-1)!.indent) {
      const { closes } = open.pop()!;
      written.push("  ".repeat(open.length) + closes);
    }
  };
  for (const { indent, statement, comment } of lines) {
    if (statement) close(indent);
    const shown = comment === undefined || comment === "" ? "" : `// ${comment}`;
    if (!statement) {
      written.push("  ".repeat(open.length) + shown);
      continue;
    }
    const { typescript, opens, closes = "}", continues, fields = [], remark = "" } = statement;
    const line = [typescript, shown, remark && `// ${remark}`].filter(Boolean).join("  ");
    if (continues && written.at(-1)?.trim() === "}")
      written[written.length - 1] = `${"  ".repeat(open.length)}} ${line}`;
    else if (line !== "") written.push(...line.split("\n").map(part => "  ".repeat(open.length) + part));
    if (opens) open.push({ indent, closes });
    written.push(...fields.map(field => "  ".repeat(open.length) + field));
  }
  close(-1);
  const kept = written.filter(line => line !== "");
  // A line that begins so would go on with the line before it.
  const goesOn = (line: string | undefined) => line !== undefined && /^\s*[[(`]/.test(line);
  return kept.map((line, i) => (goesOn(kept[i + 1]) && !/[{};]$/.test(line) ? `${line};` : line)).join("\n");
}
