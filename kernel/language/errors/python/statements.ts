// Python's statements, each a line of TypeScript: docs.python.org/3/reference/simple_stmts.html and compound_stmts.html

import { fill } from "../templates.ts";
import { standardModules, types } from "./builtins.ts";
import { NotPython } from "./cursor.ts";
import { Expressions } from "./expressions.ts";
import type { Meanings } from "./given.ts";
import type { LogicalLine, Token } from "./tokens.ts";

export interface Statement {
  /** The line in TypeScript; empty where there is nothing to write. */
  typescript: string;
  /** Only Python has it: it is no TypeScript. */
  isPython: boolean;
  /** Nothing but its named arguments is Python's. */
  isNamedArguments: boolean;
  /** All of it could be said. */
  isWhole: boolean;
  /** Why not, or what to say besides. */
  hint?: string;
  /** What differs from the line, and cannot be written. */
  remark?: string;
  /** A block follows, indented further. */
  opens?: boolean;
  /** How the block ends, where that is not by a brace alone. */
  closes?: string;
  /** It goes on with the block before: `else`, `except`. */
  continues?: boolean;
  /** What a class declares, a line each. */
  fields?: string[];
  /** A name that an import brings, and what of the program's modules it comes from. */
  imports?: Import;
}

export interface Import {
  module: string;
  /** What is in scope instead, where that is known. */
  instead: string | undefined;
}

export interface Program extends Meanings {
  /** Names that the lines so far have declared, and which of them are classes. */
  declared: Set<string>;
  classes: Set<string>;
  /** What the program gave objects of classes to. */
  objects: Set<string>;
  scope: { hasBase: boolean };
  /** Of a class, what its methods give `self`. */
  fields: readonly string[];
  /** Whether a name gets another value in a later line. */
  changes(name: string): boolean;
  /** The blocks that the line stands in, the innermost last. */
  blocks: readonly ("class" | "function" | "other")[];
}

/** @throws NotPython */
export function toStatement({ tokens }: LogicalLine, program: Program): Statement {
  if (!tokens) throw new NotPython();
  const words = tokens.map(({ text }) => text);
  const [first] = words;
  const parts = separated(tokens);
  if (parts.length > 1)
    return joined(parts.filter(part => part.length > 0).map(part => toStatement(lineOf(part), program)));
  const isWord = tokens[0]?.kind === "name";
  // A line of TypeScript with something of Python's in it.
  if (isWord && /^(const|let|var)$/.test(first!) && tokens[1]?.kind === "name") {
    // A type behind the name is TypeScript's.
    if (words[2] === ":" || words[2] === ":=") throw new NotPython();
    const rest = assignment(tokens.slice(1), program);
    // `const a = b, c = d` declares two.
    if (/^(?:(?:const|let) )?\[|; /.test(rest.typescript)) throw new NotPython();
    return { ...rest, typescript: `${first} ${rest.typescript.replace(/^(const|let) /, "")}` };
  }
  if (isWord && first === "async" && words.length > 1) {
    const rest = toStatement(lineOf(tokens.slice(1)), program);
    const loop = words[1] === "for" ? rest.typescript.replace(/^for /, "for await ") : `async ${rest.typescript}`;
    return { ...rest, typescript: loop };
  }
  const compound = isWord ? compounds[first!] : undefined;
  const colon = compound && headEnd(tokens);
  if (compound && colon !== undefined && colon > 0) {
    const head = new Expressions(tokens.slice(1, colon), program);
    const written = compound(head, program);
    if (!head.ended) throw new NotPython();
    const statement: Statement = {
      isPython: true,
      isNamedArguments: false,
      isWhole: head.isWhole,
      hint: head.hint,
      opens: true,
      ...written,
    };
    const body = tokens.slice(colon + 1);
    if (body.length === 0) return statement;
    const inner = toStatement(lineOf(body), program);
    return {
      ...statement,
      typescript: `${statement.typescript} ${inner.typescript} ${statement.closes ?? "}"}`.replace("{  }", "{ … }"),
      opens: false,
      isWhole: statement.isWhole && inner.isWhole,
    };
  }
  const simple = isWord ? simples[first!] : undefined;
  if (simple && words[1] !== "=" && words[1] !== "(" && words[1] !== ".") return simple(tokens.slice(1), program);
  if (isWord && (first === "assert" || first === "del" || first === "return") && words[1] === "(")
    return simples[first]!(tokens.slice(1), program);
  if (first === "@") {
    const decorator = new Expressions(tokens.slice(1), program);
    decorator.one();
    if (!decorator.ended) throw new NotPython();
    return { typescript: "", isPython: true, isNamedArguments: false, isWhole: true };
  }
  return assignment(tokens, program);
}

const lineOf = (tokens: readonly Token[]): LogicalLine => ({
  first: 0,
  last: 0,
  indent: 0,
  tokens: [...tokens],
  comment: undefined,
});

/** The statements of a line, which `;` separates. */
function separated(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens)
    if (token.kind === "operator" && token.text === ";") parts.push([]);
    else parts.at(-1)!.push(token);
  return parts;
}

function joined(statements: Statement[]): Statement {
  const [first, ...more] = statements;
  if (!first) throw new NotPython();
  if (more.length === 0) return first;
  const python = statements.filter(({ isPython }) => isPython);
  return {
    ...first,
    typescript: statements
      .map(({ typescript }) => typescript)
      .filter(Boolean)
      .join("; "),
    isPython: python.length > 0,
    isNamedArguments: python.length > 0 && python.every(({ isNamedArguments }) => isNamedArguments),
    isWhole: statements.every(({ isWhole }) => isWhole),
    hint: statements.find(({ hint }) => hint)?.hint ?? "",
    remark: statements.flatMap(({ remark }) => remark || []).join("; "),
  };
}

/** Where the head of a compound statement ends: the first colon outside brackets that is no lambda's. */
function headEnd(tokens: readonly Token[]): number | undefined {
  let depth = 0;
  let lambdas = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === "text") continue;
    if ("([{".includes(text)) depth += 1;
    if (")]}".includes(text)) depth -= 1;
    if (text === "lambda") lambdas += 1;
    if (text !== ":" || depth > 0) continue;
    if (lambdas > 0) lambdas -= 1;
    else return index;
  }
  return undefined;
}

type Head = Partial<Statement> & { typescript: string };

const compounds: { readonly [keyword: string]: (head: Expressions, program: Program) => Head } = {
  if(head) {
    const written = test(head);
    const isMain = /^\(__name__ === /.test(written);
    return isMain
      ? { typescript: "{", hint: "A cell's lines run from the top: leave this 'if' out.", isWhole: false }
      : { typescript: `if ${written} {` };
  },
  while: head => ({ typescript: `while ${test(head)} {` }),
  elif: head => ({ typescript: `else if ${test(head)} {`, continues: true }),
  else: () => ({ typescript: "else {", continues: true }),
  try: () => ({ typescript: "try {" }),
  finally: () => ({ typescript: "finally {", continues: true }),
  except(head) {
    let name = "error";
    if (!head.ended) {
      head.one();
      if (head.take("as")) name = head.name();
    }
    return { typescript: `catch (${name}) {`, continues: true };
  },
  with(head, program) {
    const value = head.one();
    const name = head.take("as") ? head.name() : undefined;
    // A function in scope takes what it is to surround as a function.
    const [, called] = /^([\w$]+)\(\)$/.exec(value) ?? [];
    if (called !== undefined && name === undefined && program.isKnown(called))
      return { typescript: `${called}(() => {`, closes: "})" };
    return { typescript: name === undefined ? `{ // with ${value}` : `{ const ${name} = ${value}`, isWhole: false };
  },
  for(head) {
    const names = head.target();
    head.expect("in");
    const source = head.list();
    const [name] = names;
    const [, count] = /^\[\.\.\.Array\((.*)\)\.keys\(\)\]$/.exec(source) ?? [];
    if (count !== undefined && names.length === 1)
      return { typescript: `for (let ${name} = 0; ${name} < ${count}; ${name}++) {` };
    const [, length, from] = /^Array\.from\(\{ length: (.*) - .* \}, \(_, i\) => (.*) \+ i\)$/.exec(source) ?? [];
    if (from !== undefined && names.length === 1)
      return { typescript: `for (let ${name} = ${from}; ${name} < ${length}; ${name}++) {` };
    const [, to, start, step] =
      /^Array\.from\(\{ length: Math\.ceil\(\((.*) - .*\) \/ .*\) \}, \(_, i\) => (.*) \+ (.*) \* i\)$/.exec(source) ??
      [];
    if (step !== undefined && names.length === 1) {
      const down = step.startsWith("-");
      const next = step === "-1" ? `${name}--` : down ? `${name} -= ${step.slice(1)}` : `${name} += ${step}`;
      return { typescript: `for (let ${name} = ${start}; ${name} ${down ? ">" : "<"} ${to}; ${next}) {` };
    }
    const entries = /^\[\.\.\.(.*\.entries\(\))\]$/.exec(source)?.[1];
    const target = names.length === 1 ? name : `[${names.join(", ")}]`;
    return { typescript: `for (const ${target} of ${entries ?? source}) {` };
  },
  def(head, program) {
    const name = head.name();
    const inClass = program.blocks.at(-1) === "class";
    const parameters = parametersOf(head, program);
    if (head.take("->")) head.one();
    const list = inClass ? parameters.filter((parameter, i) => i > 0 || !/^(self|cls)$/.test(parameter)) : parameters;
    const isInit = inClass && name === "__init__";
    if (!inClass) program.declared.add(name);
    const called = isInit ? "constructor" : name === "__call__" ? "call" : name === "__len__" ? "get length" : name;
    return { typescript: `${inClass ? "" : "function "}${called}(${list.join(", ")}) {` };
  },
  class(head, program) {
    const name = head.name();
    program.declared.add(name);
    program.classes.add(name);
    let base = "";
    if (head.take("(") && !head.take(")")) {
      const [first = ""] = head.several();
      head.expect(")");
      base = /^(?:[oO]bject)?$/.test(first) ? "" : ` extends ${first}`;
    }
    program.scope.hasBase = base !== "";
    return { typescript: `class ${name}${base} {`, fields: [...program.fields] };
  },
};

/** In one pair of parentheses. */
function test(head: Expressions): string {
  const isGroup = head.peek() === "(";
  const written = head.one();
  return isGroup && /^\([^()]*\)$/.test(written) ? written : `(${written})`;
}

function parametersOf(head: Expressions, program: Program): string[] {
  head.expect("(");
  const found: string[] = [];
  while (!head.take(")")) {
    const isOptions = head.take("**");
    const spread = head.take("*") ? "..." : "";
    if (spread !== "" && (head.take(",") || head.peek() === ")")) continue;
    const name = head.name();
    let type = "";
    if (head.take(":")) type = typeOf(head.one());
    const value = isOptions ? " = {}" : head.take("=") ? ` = ${head.one()}` : "";
    if (isOptions && found.some(parameter => parameter.startsWith("..."))) continue;
    found.push(`${spread}${name}${type && value !== " = null" ? `: ${type}` : ""}${value}`);
    if (!head.take(",") && head.peek() !== ")") throw new NotPython();
  }
  for (const name of found) if (!/^(self|cls)\b/.test(name)) program.declared.add(name.replace(/[^\w].*$/, ""));
  return found;
}

/** `List[int]` is read as an index; an unknown type is left out. */
function typeOf(python: string): string {
  const plain = types[python];
  if (plain) return plain;
  const [, of, inner] = /^(?:\w+\.)?(\w+)\[(.*)\]$/.exec(python) ?? [];
  if (of && /^(list|Sequence|Iterable)$/i.test(of)) return typeOf(inner!) ? `${typeOf(inner!)}[]` : "";
  if (of === "Optional") return typeOf(inner!) ? `${typeOf(inner!)} | undefined` : "";
  return "";
}

const whole = { isPython: true, isNamedArguments: false, isWhole: true };

const simples: { readonly [keyword: string]: (rest: Token[], program: Program) => Statement } = {
  import(rest) {
    const words = rest.map(({ text }) => text).join(" ");
    if (!/^[\w.]+(?: \. [\w]+)*(?: as \w+)?(?: , [\w]+(?: \. \w+)*(?: as \w+)?)*$/.test(words)) throw new NotPython();
    return { ...whole, typescript: "", imports: importOf(words.replace(/ \. /g, ".").split(" ")[0]!) };
  },
  from(rest) {
    const words = rest
      .map(({ text }) => text)
      .join(" ")
      .replace(/ ?\. ?/g, ".");
    const [, module] = /^([\w.]+) import [\w*(]/.exec(words) ?? [];
    if (module === undefined) throw new NotPython();
    return { ...whole, typescript: "", imports: importOf(module) };
  },
  return(rest, program) {
    if (rest.length === 0) return { ...whole, isPython: false, typescript: "return" };
    return expression(rest, program, value => `return ${value}`);
  },
  raise(rest, program) {
    if (rest.length === 0) return { ...whole, typescript: "throw error" };
    return {
      ...expression(
        rest,
        program,
        value => `throw ${value.replace(/^(?:new )?(\w*)(?:Error|Exception|Iteration)\b/, errorClass)}`,
      ),
      isPython: true,
    };
  },
  assert(rest, program) {
    const read = new Expressions(rest, program);
    const test = read.one();
    const message = read.take(",") ? read.one() : "";
    if (!read.ended) throw new NotPython();
    return { ...whole, typescript: `if (!(${test})) throw new Error(${message})` };
  },
  del(rest, program) {
    return { ...expression(rest, program, value => deleted(value, program)), isPython: true };
  },
  pass: rest => onlyWord(rest, ""),
  break: rest => ({ ...onlyWord(rest, "break"), isPython: false }),
  continue: rest => ({ ...onlyWord(rest, "continue"), isPython: false }),
  global: () => ({ ...whole, typescript: "" }),
  nonlocal: () => ({ ...whole, typescript: "" }),
  print(rest, program) {
    return {
      ...expression(rest, program, value => `console.log(${value.replace(/^\[(.*)\]$/s, "$1")})`),
      isPython: true,
    };
  },
};

/** `del d["a"]`, `del xs[0]`; of a name there is nothing to delete. */
function deleted(value: string, program: Program): string {
  const [, of, key] = /^(.*)\[([^[\]]*)\]$/s.exec(value) ?? [];
  if (of === undefined) return "";
  const isList = /^\d+$/.test(key!) || program.membersOf(of).includes("push");
  return isList ? `${of}.splice(${key}, 1)` : `Reflect.deleteProperty(${of}, ${key})`;
}

function errorClass(whole: string, kind: string): string {
  if (/^(Type|Range|Syntax|Reference)$/.test(kind)) return `new ${kind}Error`;
  if (kind === "Index") return "new RangeError";
  return /^new /.test(whole) ? whole : "new Error";
}

function onlyWord(rest: Token[], typescript: string): Statement {
  if (rest.length > 0) throw new NotPython();
  return { ...whole, typescript };
}

function importOf(module: string): Import {
  const [top] = module.split(".");
  return { module, instead: standardModules[top!] };
}

function expression(tokens: Token[], program: Program, write: (value: string) => string): Statement {
  const read = new Expressions(tokens, program);
  const value = read.list();
  if (!read.ended) throw new NotPython();
  return { ...marksOf([read]), typescript: write(value) };
}

function marksOf(all: Expressions[]): Pick<Statement, "isPython" | "isNamedArguments" | "isWhole" | "hint" | "remark"> {
  const isPython = all.some(one => one.isPython);
  const isNamed = all.some(one => one.hasNamedArguments);
  return {
    isPython: isPython || isNamed,
    isNamedArguments: isNamed && !isPython,
    isWhole: all.every(one => one.isWhole),
    hint: all.find(one => one.hint !== "")?.hint ?? "",
    remark: all.flatMap(({ remarks }) => remarks).join("; "),
  };
}

const augmented = new Set(["+=", "-=", "*=", "/=", "//=", "%=", "**=", "|=", "&=", "^=", "@=", "<<=", ">>="]);

/** `a = b = 1`, `a, b = b, a`, `x: int = 3`, `x //= 2`, or an expression alone. */
function assignment(tokens: readonly Token[], program: Program): Statement {
  const read = new Expressions(tokens, program);
  const first = read.several();
  if (read.ended) {
    // A text alone says what follows.
    if (tokens.length === 1 && tokens[0]!.kind === "text" && /^["']{3}/.test(tokens[0]!.text))
      return { ...marksOf([read]), typescript: commentOf(tokens[0]!.text.slice(3, -3).trim()) };
    if (first[0] === "super()" && !program.scope.hasBase) return { ...marksOf([read]), typescript: "" };
    if (first.length === 1) return { ...marksOf([read]), typescript: first[0]! };
    return { ...marksOf([read]), typescript: `[${first.join(", ")}]` };
  }
  const operator = read.peek();
  if (operator !== undefined && augmented.has(operator)) {
    read.take(operator);
    const value = read.list();
    if (!read.ended) throw new NotPython();
    const [target] = first;
    if (operator === "//=")
      return { ...marksOf([read]), isPython: true, typescript: `${target} = Math.floor(${target} / ${value})` };
    return { ...marksOf([read]), typescript: `${target} ${operator} ${value}` };
  }
  let type = "";
  if (first.length === 1 && read.take(":")) {
    const python = read.one();
    type = typeOf(python);
    read.isPython ||= type !== "" && type !== python;
    if (read.ended) return { ...marksOf([read]), typescript: `let ${first[0]}${type ? `: ${type}` : ""}` };
  }
  const targets: string[][] = [first];
  let values: string[] = [];
  while (read.take("=")) {
    values = read.several();
    if (read.peek() === "=") targets.push(values);
  }
  if (!read.ended || values.length === 0) throw new NotPython();
  const [, written] =
    targets
      .flat()
      .map(target => /^([\w.]+)\.(?:at|select)\(.*\)$/s.exec(target))
      .find(Boolean) ?? [];
  const inPlace = written === undefined ? undefined : program.method("[]=");
  if (inPlace !== undefined)
    return { ...marksOf([read]), isPython: true, isWhole: false, hint: fill(inPlace, written!, []), typescript: "…" };
  if (!targets.flat().every(target => isTarget.test(target))) throw new NotPython();
  const isPython = read.isPython || targets.length > 1 || first.length > 1;
  const whole = values.length === 1 ? values[0]! : `[${values.join(", ")}]`;
  const unpacked = first.length > 1 && targets.length === 1 ? unpack(first, whole, program) : undefined;
  const value = unpacked?.value ?? whole;
  const marks = {
    ...marksOf([read]),
    isPython: isPython || read.hasNamedArguments,
    isNamedArguments: read.hasNamedArguments && !isPython,
  };
  const lines = targets.map((target, i) =>
    declare(target, i < targets.length - 1 ? targets.at(-1)![0]! : value, type, program),
  );
  return { ...marks, typescript: (unpacked?.before ?? "") + lines.toReversed().join("; ") };
}

/** `out, (h, c) = self.lstm(x)`: what the call gives here is kept, and its parts are those that are given there. */
function unpack(
  targets: readonly string[],
  call: string,
  program: Program,
): { before: string; value: string } | undefined {
  const gives = program.given?.get(call)?.gives;
  if (!gives || targets.length > 2) return undefined;
  let name = "run";
  for (let i = 2; program.declared.has(name) || targets.includes(name); i++) name = `run${i}`;
  program.declared.add(name);
  const parts = targets.map((target, i) => (target.startsWith("[") ? (gives[i + 1] ?? gives[i]!) : gives[i]!));
  return { before: `const ${name} = ${call}\n`, value: `[${parts.join(", ").replaceAll("$run", () => name)}]` };
}

/** A name, a part of something, or a list of these. */
const isTarget = /^(?:\.\.\.)?[\p{ID_Start}_$][\p{ID_Continue}$.]*(?:\.at\(.*\)|\[.*\][\w.]*)?$|^\[.*\]$/u;

const commentOf = (text: string) => (text.includes("\n") ? `/* ${text} */` : `// ${text}`);

function declare(target: readonly string[], value: string, type: string, program: Program): string {
  const isName = (part: string) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(part);
  const uses = (part: string) =>
    new RegExp(String.raw`(?<![\w$.])${RegExp.escape(part)}(?![\w$])`).test(value.replace(/"[^"]*"|'[^']*'/g, ""));
  // A name that the value uses was declared before, wherever that was; a constant of an earlier cell is declared anew.
  const isNew = (part: string) => !program.declared.has(part) && !program.isVariable(part) && !uses(part);
  const left = target.length === 1 ? target[0]! : `[${target.join(", ")}]`;
  if (value.startsWith("new ")) program.objects.add(left);
  const kind = program.made?.get(value);
  if (kind) program.kinds?.set(left, kind);
  const names = target.flatMap(part =>
    /^\[[^.()]*\]$/.test(part)
      ? (part.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [])
      : [part.replace(/^\.\.\./, "")],
  );
  // A class's own variable stands there without a keyword.
  if (program.blocks.at(-1) === "class") return `${left} = ${value}`;
  if (!names.every(isName) || !names.some(isNew)) return `${left} = ${value}`;
  // `output, hidden = f(hidden)`: one of them is there already.
  if (!names.every(isNew) && names.length > 1) {
    const fresh = names.filter(isNew);
    for (const name of fresh) program.declared.add(name);
    return `let ${fresh.join(", ")}; ${left} = ${value}`;
  }
  for (const name of names) program.declared.add(name);
  const keyword = names.some(name => program.changes(name)) ? "let" : "const";
  return `${keyword} ${left}${type ? `: ${type}` : ""} = ${value}`;
}
