// Python's expressions, read by their grammar and written as TypeScript's: docs.python.org/3/reference/expressions.html
//
// What can be read but not said in one expression of TypeScript is written as "…", and `isWhole` is false.
import { bareMethods, constants, functions, methods, moduleMembers } from "./builtins.ts";
import { logicalLines, type Token } from "./tokens.ts";

/** What the names of a program mean here. */
export interface Meanings {
  /** In scope: it is meant as it stands. */
  isKnown(name: string): boolean;
  /** A class of the program's own: it is called with `new`. */
  isClass(name: string): boolean;
  /** What a name of another library's is called here, or `new` and that name. */
  called(path: readonly string[]): string | undefined;
  /** What stands before a dot in other libraries' programs. */
  isPrefix(name: string): boolean;
  option(name: string): string;
  /** How a method is called here: `x.name(…)` or `name(x)`. */
  method(name: string): string | undefined;
  isAwaited(method: string): boolean;
}

/** An expression of TypeScript, and how tightly it holds together: see `tight`. */
interface Written {
  text: string;
  level: number;
}

const level = {
  lowest: 0,
  ternary: 1,
  or: 2,
  and: 3,
  bits: 4,
  equality: 5,
  relation: 6,
  shift: 7,
  sum: 8,
  product: 9,
  unary: 10,
  power: 11,
  member: 12,
} as const;

export class NotPython extends Error {}

const keywords = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

export class Expressions {
  readonly #tokens: readonly Token[];
  readonly #meanings: Meanings;
  #at = 0;
  /** Something was read that only Python has, but for named arguments. */
  isPython = false;
  hasNamedArguments = false;
  /** All of it could be said. */
  isWhole = true;

  constructor(tokens: readonly Token[], meanings: Meanings) {
    this.#tokens = tokens;
    this.#meanings = meanings;
  }

  get ended(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(ahead = 0): string | undefined {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === "text" ? undefined : token?.text;
  }

  peekKind(ahead = 0): Token["kind"] | undefined {
    return this.#tokens[this.#at + ahead]?.kind;
  }

  /** The next token, if it is this. */
  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new NotPython();
  }

  name(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "name" || keywords.has(token.text)) throw new NotPython();
    this.#at += 1;
    return token.text;
  }

  /** One expression, or several between commas, which are a list. */
  list(): string {
    const [first, ...more] = this.several();
    return more.length === 0 && !this.#trailing ? first! : this.#markList([first!, ...more]);
  }

  #trailing = false;

  several(): string[] {
    const found = [this.#starred()];
    this.#trailing = false;
    while (this.take(",")) {
      if (this.ended || [")", "]", "}", "=", ":", "in"].includes(this.peek() ?? "")) {
        this.#trailing = true;
        break;
      }
      found.push(this.#starred());
    }
    return found;
  }

  #markList(values: string[]): string {
    this.isPython = true;
    return `[${values.join(", ")}]`;
  }

  #starred(): string {
    if (this.take("*")) return `...${this.one(level.or)}`;
    return this.one();
  }

  one(least: number = level.lowest): string {
    return tight(this.#expression(), least);
  }

  #expression(): Written {
    if (this.take("lambda")) return this.#lambda();
    if (this.peek() === "yield") {
      this.#at += 1;
      const from = this.take("from");
      this.isPython ||= from;
      return { text: `yield${from ? "*" : ""}${this.ended ? "" : ` ${this.one()}`}`, level: level.lowest };
    }
    if (this.peekKind() === "name" && this.peek(1) === ":=") {
      const name = this.name();
      this.#at += 1;
      this.isPython = true;
      return { text: `(${name} = ${this.one()})`, level: level.member };
    }
    const value = this.#or();
    if (!this.take("if")) return value;
    const test = this.#or();
    this.expect("else");
    this.isPython = true;
    const other = this.one(level.ternary);
    return { text: `${tight(test, level.or)} ? ${tight(value, level.or)} : ${other}`, level: level.ternary };
  }

  #lambda(): Written {
    this.isPython = true;
    const parameters: string[] = [];
    while (this.peek() !== ":") {
      const spread = this.take("*") ? "..." : "";
      const name = this.name();
      parameters.push(spread + name + (this.take("=") ? ` = ${this.one()}` : ""));
      if (!this.take(",")) break;
    }
    this.expect(":");
    const body = this.one(level.ternary);
    const list =
      parameters.length === 1 && /^[\w$]+$/.test(parameters[0]!) ? parameters[0] : `(${parameters.join(", ")})`;
    return { text: `${list} => ${body}`, level: level.lowest };
  }

  #or(): Written {
    return this.#joined("or", "||", level.or, () => this.#joined("and", "&&", level.and, () => this.#not()));
  }

  #joined(word: string, operator: string, at: number, part: () => Written): Written {
    let left = part();
    while (this.take(word)) {
      this.isPython = true;
      left = { text: `${tight(left, at)} ${operator} ${tight(part(), at + 1)}`, level: at };
    }
    return left;
  }

  #not(): Written {
    if (!this.take("not")) return this.#comparison();
    this.isPython = true;
    return { text: `!${tight(this.#not(), level.unary)}`, level: level.unary };
  }

  #comparison(): Written {
    let left = this.#binary(0);
    const links: Written[] = [];
    for (;;) {
      const operator = this.#comparisonOperator();
      if (operator === undefined) break;
      const right = this.#binary(0);
      links.push(compare(left, operator, right));
      left = right;
    }
    if (links.length === 0) return left;
    if (links.length === 1) return links[0]!;
    this.isPython = true;
    return { text: links.map(link => tight(link, level.and + 1)).join(" && "), level: level.and };
  }

  #comparisonOperator(): string | undefined {
    const operator = this.peek();
    if (operator === undefined) return undefined;
    if (["<", ">", "<=", ">=", "==", "!="].includes(operator)) {
      this.#at += 1;
      return operator;
    }
    if (operator === "in" && !this.#noIn) {
      this.#at += 1;
      this.isPython = true;
      return "in";
    }
    if (operator === "is") {
      this.#at += 1;
      this.isPython = true;
      return this.take("not") ? "!=" : "==";
    }
    if (operator === "not" && this.peek(1) === "in") {
      this.#at += 2;
      this.isPython = true;
      return "not in";
    }
    return undefined;
  }

  /** In the head of a loop `in` is the loop's. */
  #noIn = false;

  /** The target of a loop or assignment. */
  target(): string[] {
    this.#noIn = true;
    try {
      return this.several();
    } finally {
      this.#noIn = false;
    }
  }

  #binary(tier: number): Written {
    const operators = binaryTiers[tier];
    if (!operators) return this.#unary();
    let left = this.#binary(tier + 1);
    for (;;) {
      const operator = this.peek();
      if (operator === undefined || !Object.hasOwn(operators, operator)) return left;
      this.#at += 1;
      const right = this.#binary(tier + 1);
      const at = operators[operator]!;
      if (operator === "//")
        left = { text: `Math.floor(${tight(left, at)} / ${tight(right, at + 1)})`, level: level.member };
      else if (operator === "@") {
        this.isPython = true;
        left = { text: `${tight(left, level.member)}.matmul(${right.text})`, level: level.member };
      } else if (operator === "*" && isText(left.text)) {
        this.isPython = true;
        left = { text: `${left.text}.repeat(${right.text})`, level: level.member };
      } else if (operator === "*" && /^\[[^[\],]*\]$/.test(left.text)) {
        this.isPython = true;
        left = { text: `Array(${right.text}).fill(${left.text.slice(1, -1)})`, level: level.member };
      } else if (operator === "%" && isText(left.text)) {
        this.isPython = true;
        left = { text: this.#filled(left.text, /%[-+ #0]*[\d.*]*[a-zA-Z]/g, right.text), level: level.member };
      } else left = { text: `${tight(left, at)} ${operator} ${tight(right, at + 1)}`, level: at };
    }
  }

  #unary(): Written {
    const operator = this.peek();
    if (operator === "-" || operator === "+" || operator === "~") {
      this.#at += 1;
      const operand = this.#unary();
      // `-x ** 2` is no TypeScript.
      return {
        text: operator + tight(operand, operand.level === level.power ? level.member : level.unary),
        level: level.unary,
      };
    }
    if (this.take("await")) return { text: `await ${tight(this.#power(), level.unary)}`, level: level.unary };
    return this.#power();
  }

  #power(): Written {
    const base = this.#primary();
    if (!this.take("**")) return base;
    const exponent = this.#unary();
    return { text: `${tight(base, level.member)} ** ${tight(exponent, level.unary)}`, level: level.power };
  }

  #primary(): Written {
    let found = this.#atom();
    let path = found.path;
    for (;;) {
      if (this.take(".")) {
        const name = this.name();
        path = path && [...path, name];
        if (path && this.peek() !== "." && this.#isModulePath(path)) {
          found = { ...this.#ofModule(path), path: undefined };
          path = undefined;
          if (this.peek() === "(" && found.text.includes("(")) return { text: "…", level: level.member };
        } else if (this.peek() === "(" && !(path && this.#meanings.isPrefix(path[0]!))) {
          this.#at += 1;
          found = { ...this.#methodCall(found, name), path: undefined };
          path = undefined;
        } else found = { text: `${tight(found, level.member)}.${name}`, level: level.member, path };
      } else if (this.take("(")) {
        found = { ...this.#call(found), path: undefined };
        path = undefined;
      } else if (this.take("[")) {
        found = { ...this.#subscript(found), path: undefined };
        path = undefined;
      } else return found;
    }
  }

  #isModulePath(path: readonly string[]): boolean {
    const [first] = path;
    return (
      !this.#meanings.isKnown(first!) &&
      (this.#meanings.isPrefix(first!) || first === "math" || Object.hasOwn(moduleMembers, path.join(".")))
    );
  }

  #ofModule(path: readonly string[]): Written {
    this.isPython = true;
    const own = moduleMembers[path.join(".")];
    const last = path.at(-1)!;
    const text =
      own ??
      (path[0] === "math"
        ? `Math.${last}`
        : (this.#meanings.called(path) ?? (Object.hasOwn(Math, last) ? `Math.${last}` : last)));
    return { text, level: level.member };
  }

  #call(callee: Written & { path?: string[] | undefined }): Written {
    const { values, named } = this.#arguments();
    const name = callee.path?.length === 1 ? callee.path[0]! : undefined;
    const isOther = name !== undefined && !this.#meanings.isKnown(name);
    const templates = isOther && Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (templates) {
      this.isPython = true;
      // `print(x, end="")`, `sorted(x, key=f)`, `max(x, key=f)`: what is named has no place here.
      if (named.length > 0 && name !== "print") this.isWhole = false;
      return { text: fill(templates, "", values), level: level.member };
    }
    if (name === "super") {
      this.isPython = true;
      return { text: "super", level: level.member };
    }
    const called = isOther ? this.#meanings.called([name]) : undefined;
    const options = named.length > 0 ? [...values, `{ ${named.join(", ")} }`] : values;
    this.hasNamedArguments ||= named.length > 0;
    const isNew = name !== undefined && this.#meanings.isClass(name);
    return {
      text: `${isNew ? "new " : ""}${called ?? tight(callee, level.member)}(${options.join(", ")})`,
      level: level.member,
    };
  }

  #methodCall(object: Written, name: string): Written {
    const { values, named } = this.#arguments();
    if (object.text === "super")
      return {
        text: name === "__init__" ? `super(${values.join(", ")})` : `super.${name}(${values.join(", ")})`,
        level: level.member,
      };
    const given = tight(object, level.member);
    if (name === "format" && isText(given)) {
      this.isPython = true;
      return { text: this.#filled(given, /\{[^{}]*\}/g, `[${values.join(", ")}]`), level: level.member };
    }
    const bare = values.length === 0 && named.length === 0 ? bareMethods[name] : undefined;
    const templates = bare === undefined ? methods[name] : [bare];
    // `model.get(x)`, `layer.update(…)`: a library's own, unless the number of arguments is Python's.
    if (templates && (Object.hasOwn(methods, name) || bare !== undefined) && named.length === 0) {
      const isCertain = [
        "append",
        "extend",
        "items",
        "upper",
        "lower",
        "strip",
        "startswith",
        "endswith",
        "zfill",
        "isdigit",
      ].includes(name);
      this.isPython ||= isCertain || (name === "join" && isText(given));
      if (name !== "join" || isText(given)) return { text: fill(templates, given, values), level: level.member };
    }
    const other = this.#meanings.method(name);
    const options = named.length > 0 ? [...values, `{ ${named.join(", ")} }`] : values;
    this.hasNamedArguments ||= named.length > 0;
    if (other !== undefined) {
      const [, method] = /^x\.([\w$]+)/.exec(other) ?? [];
      this.isPython ||= method !== name;
      if (method === undefined) return { text: other.replace(/\bx\b/, given), level: level.member };
      return this.#awaited(method, `${given}.${method}(${options.join(", ")})`);
    }
    return this.#awaited(name, `${given}.${name}(${options.join(", ")})`);
  }

  #awaited(method: string, text: string): Written {
    if (!this.#meanings.isAwaited(method)) return { text, level: level.member };
    return { text: `await ${text}`, level: level.unary };
  }

  #arguments(): { values: string[]; named: string[] } {
    const values: string[] = [];
    const named: string[] = [];
    while (!this.take(")")) {
      if (this.take("**")) {
        this.isPython = true;
        named.push(`...${this.one()}`);
      } else if (this.take("*")) {
        this.isPython = true;
        values.push(`...${this.one()}`);
      } else if (this.peekKind() === "name" && this.peek(1) === "=") {
        const name = this.name();
        this.#at += 1;
        const option = this.#meanings.option(name);
        // `True` as a named argument's value: the names are what is said of it.
        const before = this.isPython;
        const value = this.one();
        this.isPython = before;
        named.push(option === value ? option : `${option}: ${value}`);
      } else {
        const value = this.one();
        values.push(this.#startsComprehension() ? this.#comprehension(value) : value);
      }
      if (!this.take(",") && this.peek() !== ")") throw new NotPython();
    }
    return { values, named };
  }

  #subscript(object: Written): Written {
    const given = tight(object, level.member);
    const parts: (string | { from: string; to: string; step: string })[] = [];
    while (!this.take("]")) {
      if (this.peek() === ":" || this.peek() === "...") {
        if (this.take("...")) {
          parts.push({ from: "", to: "", step: "" });
        } else parts.push(this.#slice(""));
      } else {
        const value = this.one();
        parts.push(this.peek() === ":" ? this.#slice(value) : value);
      }
      if (!this.take(",") && this.peek() !== "]") throw new NotPython();
    }
    if (parts.length !== 1) {
      // `x[:, 0]`, `x[0, 1]`
      this.isPython = true;
      const indices = parts.every(part => typeof part === "string");
      if (indices) return { text: given + parts.map(part => `.at(${part})`).join(""), level: level.member };
      this.isWhole = false;
      return { text: `${given}.slice(…)`, level: level.member };
    }
    const [part] = parts;
    if (typeof part === "string")
      return { text: /^-\d+$/.test(part) ? `${given}.at(${part})` : `${given}[${part}]`, level: level.member };
    this.isPython = true;
    return { text: given + sliceCall(part!), level: level.member };
  }

  #slice(from: string): { from: string; to: string; step: string } {
    this.expect(":");
    const bound = () => (this.peek() === ":" || this.peek() === "]" || this.peek() === "," ? "" : this.one());
    const to = bound();
    return { from, to, step: this.take(":") ? bound() : "" };
  }

  #atom(): Written & { path?: string[] | undefined } {
    const token = this.#tokens[this.#at];
    if (!token) throw new NotPython();
    if (token.kind === "text") return this.#text();
    if (token.kind === "number") {
      this.#at += 1;
      if (token.text.endsWith("j")) throw new NotPython();
      return { text: token.text.replace(/\.$/, ""), level: level.member };
    }
    if (token.kind === "name") return this.#named(token.text);
    if (this.take("(")) return this.#group();
    if (this.take("[")) return this.#listOf("]");
    if (this.take("{")) return this.#braces();
    if (this.take("...")) return { text: "undefined", level: level.member };
    throw new NotPython();
  }

  #named(name: string): Written & { path?: string[] | undefined } {
    if (Object.hasOwn(constants, name) && !this.#meanings.isKnown(name)) {
      this.#at += 1;
      this.isPython = true;
      return { text: constants[name]!, level: level.member };
    }
    if (keywords.has(name)) throw new NotPython();
    this.#at += 1;
    if (name === "this") return { text: name, level: level.member };
    // Two values stand beside each other in no expression.
    const called = this.peek() === "(" || this.#meanings.isKnown(name) ? undefined : this.#meanings.called([name]);
    if (called && /^[\w$]+$/.test(called) && /^\p{Lu}/u.test(name)) return { text: called, level: level.member };
    return { text: name, level: level.member, path: [name] };
  }

  #text(): Written {
    const parts: string[] = [];
    while (this.peekKind() === "text") {
      const { text } = this.#tokens[this.#at]!;
      this.#at += 1;
      parts.push(this.#literal(text));
    }
    if (parts.length > 1) this.isPython = true;
    return parts.length > 1 ? { text: parts.join(" + "), level: level.sum } : { text: parts[0]!, level: level.member };
  }

  #literal(source: string): string {
    const [, prefix = "", quote = "", body = ""] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source) ?? [];
    const isLong = quote.length === 3;
    const isFormatted = /f/i.test(prefix);
    if (prefix !== "" || isLong) this.isPython = true;
    if (isFormatted) return `\`${this.#formatted(body)}\``;
    if (isLong) return `\`${body.replaceAll("`", "\\`").replaceAll("${", "\\${")}\``;
    return /r/i.test(prefix) ? `String.raw\`${body}\`` : `${quote}${body}${quote}`;
  }

  /** The inside of `f"…"`. */
  #formatted(body: string): string {
    let written = "";
    for (let at = 0; at < body.length; at++) {
      const two = body.slice(at, at + 2);
      if (two === "{{" || two === "}}") {
        written += two[0];
        at += 1;
      } else if (body[at] === "{") {
        const end = closing(body, at);
        written += `\${${this.#inserted(body.slice(at + 1, end))}}`;
        at = end;
      } else written += body[at] === "`" ? "\\`" : body[at];
    }
    return written;
  }

  #inserted(inner: string): string {
    const [, source = "", format = ""] =
      /^([\s\S]*?)=?(?:![rsa])?(?::([^:[\](){}]*(?:\{[^{}]*\}[^:]*)?))?$/.exec(inner) ?? [];
    const parser = new Expressions(logicalLines(source.trim())[0]?.tokens ?? [], this.#meanings);
    const value = parser.#whole();
    return formatAs(value, format);
  }

  #whole(): Written {
    const value = this.#expression();
    if (!this.ended) throw new NotPython();
    return value;
  }

  /** A text with places for values in it, as a template. */
  #filled(text: string, places: RegExp, values: string): string {
    const list = /^\[(.*)\]$/s.exec(values)?.[1];
    const each = list === undefined ? [values] : splitList(list);
    let index = 0;
    const body = text.slice(1, -1).replace(places, place => {
      const [, digits] = /\.(\d+)f/.exec(place) ?? [];
      const value = each[index++] ?? "…";
      return `\${${digits === undefined ? value : `${value}.toFixed(${digits})`}}`;
    });
    return `\`${body}\``;
  }

  #group(): Written {
    if (this.take(")")) return { text: this.#markList([]), level: level.member };
    const values = [this.#starred()];
    if (this.#startsComprehension()) {
      const list = this.#comprehension(values[0]!);
      this.expect(")");
      return { text: list, level: level.member };
    }
    let isTuple = false;
    while (this.take(",")) {
      isTuple = true;
      if (this.peek() === ")") break;
      values.push(this.#starred());
    }
    this.expect(")");
    if (isTuple) return { text: this.#markList(values), level: level.member };
    return { text: `(${values[0]})`, level: level.member };
  }

  #listOf(close: string): Written {
    if (this.take(close)) return { text: "[]", level: level.member };
    const values = [this.#starred()];
    if (this.#startsComprehension()) {
      const list = this.#comprehension(values[0]!);
      this.expect(close);
      return { text: list, level: level.member };
    }
    while (this.take(",")) {
      if (this.peek() === close) break;
      values.push(this.#starred());
    }
    this.expect(close);
    return { text: `[${values.join(", ")}]`, level: level.member };
  }

  /** A dictionary or a set. */
  #braces(): Written {
    if (this.take("}")) return { text: "{}", level: level.member };
    const entries: string[] = [];
    let isSet = false;
    do {
      if (this.peek() === "}") break;
      if (this.take("**")) {
        this.isPython = true;
        entries.push(`...${this.one()}`);
        continue;
      }
      const key = this.one();
      if (!this.take(":")) {
        isSet = true;
        entries.push(key);
        continue;
      }
      const value = this.one();
      if (this.#startsComprehension()) {
        const pairs = this.#comprehension(`[${key}, ${value}]`);
        this.expect("}");
        return { text: `Object.fromEntries(${pairs})`, level: level.member };
      }
      entries.push(`${propertyName(key)}: ${value}`);
    } while (this.take(","));
    if (isSet && this.#startsComprehension()) {
      const list = this.#comprehension(entries[0]!);
      this.expect("}");
      return { text: `new Set(${list})`, level: level.member };
    }
    this.expect("}");
    if (isSet) this.isPython = true;
    return { text: isSet ? `new Set([${entries.join(", ")}])` : `{ ${entries.join(", ")} }`, level: level.member };
  }

  #startsComprehension(): boolean {
    return this.peek() === "for" || (this.peek() === "async" && this.peek(1) === "for");
  }

  /** `… for x in xs if test`, behind the element. */
  #comprehension(element: string): string {
    this.isPython = true;
    this.take("async");
    this.expect("for");
    const names = this.target();
    this.expect("in");
    const source = tight(this.#or(), level.or);
    const tests: string[] = [];
    while (this.take("if")) tests.push(tight(this.#or(), level.and));
    const parameter = names.length > 1 ? `([${names.join(", ")}])` : names[0] === "_" ? "()" : names[0]!;
    const inner = this.#startsComprehension() ? this.#comprehension(element) : undefined;
    const body = (text: string) => (text.startsWith("{") ? `(${text})` : text);
    const [, count] = /^\[\.\.\.Array\((.*)\)\.keys\(\)\]$/.exec(source) ?? [];
    if (count !== undefined && tests.length === 0 && inner === undefined)
      return parameter === element
        ? source
        : `Array.from({ length: ${count} }, ${parameter === "()" ? "()" : `(_, ${parameter})`} => ${body(element)})`;
    const list = /^(?:[\w$.]+(?:\([^()]*\))?|\[.*\]|Object\..*|.*\))$/s.test(source) ? source : `(${source})`;
    const kept = tests.length === 0 ? list : `${list}.filter(${parameter} => ${tests.join(" && ")})`;
    if (inner !== undefined) return `${kept}.flatMap(${parameter} => ${inner})`;
    const isSame = parameter === element || parameter === `(${element})`;
    return isSame ? kept : `${kept}.map(${parameter} => ${body(element)})`;
  }
}

const binaryTiers: readonly { readonly [operator: string]: number }[] = [
  { "|": level.bits },
  { "^": level.bits },
  { "&": level.bits },
  { "<<": level.shift, ">>": level.shift },
  { "+": level.sum, "-": level.sum },
  { "*": level.product, "/": level.product, "//": level.product, "%": level.product, "@": level.product },
];

/** In parentheses, where it holds together less tightly than it must. */
function tight({ text, level }: Written, least: number): string {
  return level < least ? `(${text})` : text;
}

function compare(left: Written, operator: string, right: Written): Written {
  if (operator === "in" || operator === "not in") {
    const not = operator === "in" ? "" : "!";
    return {
      text: `${not}${tight(right, level.member)}.includes(${left.text})`,
      level: not ? level.unary : level.member,
    };
  }
  const written = operator === "==" ? "===" : operator === "!=" ? "!==" : operator;
  const at = written.endsWith("==") ? level.equality : level.relation;
  return { text: `${tight(left, at + 1)} ${written} ${tight(right, at + 1)}`, level: at };
}

function sliceCall({ from, to, step }: { from: string; to: string; step: string }): string {
  const cut = from === "" && to === "" ? "" : `.slice(${[from || "0", to].filter(Boolean).join(", ")})`;
  if (step === "-1") return `${cut}.toReversed()`;
  if (step !== "" && step !== "1") return `${cut}.filter((_, i) => i % ${step} === 0)`;
  return cut || ".slice()";
}

function formatAs(value: Written, format: string): string {
  const [, comma, digits, kind] = /^.*?(,?)(?:\.(\d+))?([fe%d]?)$/.exec(format) ?? [];
  const of = tight(value, level.member);
  if (digits !== undefined && kind === "%") return `(100 * ${of}).toFixed(${digits}) + "%"`;
  if (digits !== undefined && kind === "e") return `${of}.toExponential(${digits})`;
  if (digits !== undefined) return `${of}.toFixed(${digits})`;
  return comma ? `${of}.toLocaleString()` : value.text;
}

function fill(templates: readonly string[], object: string, values: readonly string[]): string {
  const template = templates[Math.min(Math.max(values.length, 1), templates.length) - 1]!;
  return template.replace(/\$(\*|\d)/g, (whole, which: string, at: number) => {
    if (which === "*") return values.join(", ");
    const value = which === "0" ? object : (values[Number(which) - 1] ?? "");
    // What goes on behind the value takes one operand.
    const isOperand = /^[.[]/.test(template.slice(at + whole.length)) || / [-+*/%]+ $/.test(template.slice(0, at));
    return isOperand && /[\s?:]/.test(value) && !/^[[(`"'].*[\])`"']$/s.test(value) && !/\)$/.test(value)
      ? `(${value})`
      : value;
  });
}

function closing(text: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at < text.length; at++) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new NotPython();
}

function splitList(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    if ("([{".includes(list[at] ?? " ")) depth += 1;
    if (")]}".includes(list[at] ?? " ")) depth -= 1;
    if (at < list.length && !(depth === 0 && list[at] === ",")) continue;
    parts.push(list.slice(from, at).trim());
    from = at + 1;
  }
  return parts;
}

const isText = (text: string) => /^(["']).*\1$/s.test(text) && !/^(["']).*\1.+\1/s.test(text.replace(/\\./g, ""));

const propertyName = (key: string) => {
  const [, , name] = /^(["'])([\p{ID_Start}$_][\p{ID_Continue}$]*)\1$/u.exec(key) ?? [];
  if (name !== undefined) return name;
  return /^(["'].*["']|\d+)$/.test(key) ? key : `[${key}]`;
};
