// Python's expressions, read by their grammar and written as TypeScript's: docs.python.org/3/reference/expressions.html
//
// What can be read but not said in one expression of TypeScript is written as "…", and `isWhole` is false.
import { constants, moduleMembers } from "./builtins.ts";
import { comprehension, type Loop } from "./comprehensions.ts";
import { Cursor, isKeyword, NotPython } from "./cursor.ts";
import { argumentsOf, type Called, type Given, type Meanings, ofFunction, ofMethod, ofModule } from "./meanings.ts";
import { filledByFormat, filledByPercent, isPythonText, literal } from "./texts.ts";
import { logicalLines, type Token } from "./tokens.ts";
import { compare, isText, level, member, propertyName, type Slice, sliced, tight, type Written } from "./written.ts";

/** An expression, and the dotted names that it consists of, where it does. */
interface Primary extends Written {
  path?: string[] | undefined;
}

export class Expressions extends Cursor {
  readonly #meanings: Meanings;
  /** Something was read that only Python has, but for named arguments. */
  isPython = false;
  hasNamedArguments = false;
  /** All of it could be said. */
  isWhole = true;
  /** Why not, where more can be told than that it is Python. */
  hint = "";

  constructor(tokens: readonly Token[], meanings: Meanings) {
    super(tokens);
    this.#meanings = {
      ...meanings,
      leaveUntold: why => {
        this.isWhole = false;
        this.hint ||= why;
      },
    };
  }

  /** One expression, or several between commas, which are a list. */
  list(): string {
    const { values, isTuple } = this.#several();
    return isTuple ? this.#markList(values) : values[0]!;
  }

  several(): string[] {
    return this.#several().values;
  }

  /** The names of a loop or comprehension, whose `in` is its own. */
  target(): string[] {
    this.#noIn = true;
    try {
      return this.#several().values;
    } finally {
      this.#noIn = false;
    }
  }

  one(least: number = level.lowest): string {
    return tight(this.#expression(), least);
  }

  #noIn = false;

  #several(): { values: string[]; isTuple: boolean } {
    const values = [this.#starred()];
    let isTuple = false;
    while (this.take(",")) {
      isTuple = true;
      if (this.ended || [")", "]", "}", "=", ":", "in"].includes(this.peek() ?? "")) break;
      values.push(this.#starred());
    }
    return { values, isTuple };
  }

  #markList(values: string[]): string {
    this.isPython = true;
    return `[${values.join(", ")}]`;
  }

  #starred(): string {
    return this.take("*") ? `...${this.one(level.or)}` : this.one();
  }

  #expression(): Written {
    if (this.take("lambda")) return this.#lambda();
    if (this.take("yield")) {
      const from = this.take("from");
      this.isPython ||= from;
      return { text: `yield${from ? "*" : ""}${this.ended ? "" : ` ${this.one()}`}`, level: level.lowest };
    }
    if (this.peekKind() === "name" && this.peek(1) === ":=") {
      const name = this.name();
      this.expect(":=");
      this.isPython = true;
      return member(`(${name} = ${this.one()})`);
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
    const isOne = parameters.length === 1 && /^[\w$]+$/.test(parameters[0]!);
    return { text: `${isOne ? parameters[0] : `(${parameters.join(", ")})`} => ${body}`, level: level.lowest };
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
    if (links.length <= 1) return links[0] ?? left;
    this.isPython = true;
    return { text: links.map(link => tight(link, level.and + 1)).join(" && "), level: level.and };
  }

  #comparisonOperator(): string | undefined {
    const operator = this.peek();
    if (operator !== undefined && ["<", ">", "<=", ">=", "==", "!="].includes(operator)) return this.next().text;
    const isWord =
      (operator === "in" && !this.#noIn) || operator === "is" || (operator === "not" && this.peek(1) === "in");
    if (!isWord) return undefined;
    this.next();
    this.isPython = true;
    if (operator === "is") return this.take("not") ? "!=" : "==";
    return operator === "not" && this.take("in") ? "not in" : "in";
  }

  #binary(tier: number): Written {
    const operators = binaryTiers[tier];
    if (!operators) return this.#unary();
    let left = this.#binary(tier + 1);
    for (;;) {
      const operator = this.peek();
      if (operator === undefined || !Object.hasOwn(operators, operator)) return left;
      this.next();
      left = this.#operation(left, operator, this.#binary(tier + 1), operators[operator]!);
    }
  }

  #operation(left: Written, operator: string, right: Written, at: number): Written {
    const isOnlyPythons =
      operator === "@" ||
      (operator === "*" && (isText(left.text) || /^\[[^[\],]*\]$/.test(left.text))) ||
      (operator === "%" && isText(left.text));
    this.isPython ||= isOnlyPythons;
    if (this.#isOthers(left) || this.#isOthers(right)) {
      this.#meanings.leaveUntold(
        "Operators are for numbers here. Of other values methods do their work: x.add(1) for x + 1, x.mul(2) for 2 * x.",
      );
      return member("…");
    }
    if (operator === "//") return member(`Math.floor(${tight(left, at)} / ${tight(right, at + 1)})`);
    if (!isOnlyPythons) return { text: `${tight(left, at)} ${operator} ${tight(right, at + 1)}`, level: at };
    if (operator === "@")
      return member(`${this.#meanings.withMethods(tight(left, level.member))}.matmul(${right.text})`);
    if (operator === "%") return member(filledByPercent(left.text, right.text));
    if (isText(left.text)) return member(`${left.text}.repeat(${right.text})`);
    return member(`Array(${right.text}).fill(${left.text.slice(1, -1)})`);
  }

  /** Functions here that were written for another library's: their values are no numbers. */
  readonly #calledOfOthers = new Set<string>();

  #isOthers({ text }: Written): boolean {
    const [, name] = /^\(*([\w$]+)\(.*\)$/s.exec(text) ?? [];
    return name !== undefined && this.#calledOfOthers.has(name);
  }

  #unary(): Written {
    const operator = this.peek();
    if (operator === "-" || operator === "+" || operator === "~") {
      this.next();
      const operand = this.#unary();
      // `-x ** 2` is no TypeScript.
      const least = operand.level === level.power ? level.member : level.unary;
      return { text: operator + tight(operand, least), level: level.unary };
    }
    if (this.take("await")) {
      const awaited = tight(this.#power(), level.unary);
      return { text: awaited.startsWith("await ") ? awaited : `await ${awaited}`, level: level.unary };
    }
    return this.#power();
  }

  #power(): Written {
    const base = this.#primary();
    if (!this.take("**")) return base;
    const exponent = this.#unary();
    return { text: `${tight(base, level.member)} ** ${tight(exponent, level.unary)}`, level: level.power };
  }

  #primary(): Written {
    let found: Primary = this.#atom();
    for (;;) {
      if (this.take(".")) found = this.#memberOf(found, this.name());
      else if (this.take("(")) found = this.#call(found, this.#arguments());
      else if (this.take("[")) found = this.#subscript(found);
      else return found;
    }
  }

  #memberOf(object: Primary, name: string): Primary {
    const path = object.path && [...object.path, name];
    if (path && this.#isOfModule(path)) {
      // Its own modules may follow: `keras.layers.Dense`.
      if (this.peek() === ".") return { ...member(path.join(".")), path };
      const called = ofModule(path, this.take("(") ? this.#arguments() : undefined, this.#meanings);
      const [, name] = /^([\w$]+)\(/.exec(called.written.text) ?? [];
      if (name !== undefined) this.#calledOfOthers.add(name);
      return this.#note(called);
    }
    if (!this.take("(")) return { ...member(`${tight(object, level.member)}.${name}`), path };
    const given = this.#arguments();
    const of = tight(object, level.member);
    if (this.#meanings.isObject(`${of}.${name}`))
      return member(`${of}.${name}.${this.#meanings.callMethod}(${argumentsOf("", given, this.#meanings)})`);
    if (of === "super")
      return member(`super${name === "__init__" ? "" : `.${name}`}(${argumentsOf(name, given, this.#meanings)})`);
    if (name === "format" && isText(of)) {
      this.isPython = true;
      return member(filledByFormat(of, given.values));
    }
    this.hasNamedArguments ||= given.named.length > 0;
    return this.#note(ofMethod(object, name, given, this.#meanings));
  }

  #isOfModule(path: readonly string[]): boolean {
    const [first = ""] = path;
    if (this.#meanings.isKnown(first)) return false;
    return this.#meanings.isPrefix(first) || first === "math" || Object.hasOwn(moduleMembers, path.join("."));
  }

  #call(callee: Primary, given: Given): Written {
    const name = callee.path?.length === 1 ? callee.path[0]! : undefined;
    if (name === "super") {
      this.isPython = true;
      return member("super");
    }
    const isOther = name !== undefined && !this.#meanings.isKnown(name);
    const called = isOther ? ofFunction(name, given, this.#meanings) : undefined;
    this.hasNamedArguments ||= given.named.length > 0 && called?.isPython !== true;
    if (called) return this.#note(called);
    // Nothing is called here like a function but functions.
    if (this.#meanings.isObject(callee.text))
      return member(`${callee.text}.${this.#meanings.callMethod}(${argumentsOf("", given, this.#meanings)})`);
    const isNew = name !== undefined && this.#meanings.isClass(name);
    const list = argumentsOf(name ?? "", given, this.#meanings);
    return member(`${isNew ? "new " : ""}${tight(callee, level.member)}(${list})`);
  }

  #note({ written, isPython = false, hint }: Called): Written {
    this.isPython ||= isPython;
    if (hint === undefined) return written;
    this.isWhole = false;
    this.hint ||= hint;
    return written;
  }

  #arguments(): Given {
    const given: Given = { values: [], named: [] };
    while (!this.take(")")) {
      if (this.take("**")) {
        this.isPython = true;
        given.named.push({ name: "...", value: this.one() });
      } else if (this.take("*")) {
        this.isPython = true;
        given.values.push(`...${this.one()}`);
      } else if (this.peekKind() === "name" && this.peek(1) === "=") {
        // `default` is a word of TypeScript's, and no keyword of Python's.
        const name = this.next().text;
        this.expect("=");
        // `True` as a named argument's value: the names are what is said of it.
        const before = this.isPython;
        given.named.push({ name, value: this.one() });
        this.isPython = before;
      } else {
        const value = asOptions(this.one(), given.values.length);
        given.values.push(this.#startsComprehension() ? this.#comprehension(value) : value);
      }
      if (!this.take(",") && this.peek() !== ")") throw new NotPython();
    }
    return given;
  }

  #subscript(object: Written): Written {
    const of = tight(object, level.member);
    const parts: (string | Slice)[] = [];
    while (!this.take("]")) {
      const value = this.peek() === ":" ? "" : this.one();
      parts.push(this.peek() === ":" ? this.#slice(value) : value);
      if (!this.take(",") && this.peek() !== "]") throw new NotPython();
    }
    const [part, ...more] = parts;
    if (part === undefined) throw new NotPython();
    if (more.length > 0) return this.#severalIndices(of, parts);
    if (typeof part === "string") return member(/^-\d+$/.test(part) ? `${of}.at(${part})` : `${of}[${part}]`);
    this.isPython = true;
    return member(sliced(of, part));
  }

  /** `x[0, 1]`, `x[0, :]`; of `x[:, 0]` lists have nothing. */
  #severalIndices(of: string, parts: (string | Slice)[]): Written {
    this.isPython ||= parts.some(part => typeof part !== "string");
    const isAll = (part: string | Slice) =>
      part === "undefined" || (typeof part !== "string" && part.from === "" && part.to === "" && part.step === "");
    const last = parts.findLastIndex(part => !isAll(part));
    const indices = parts.slice(0, last + 1);
    if (indices.every(part => typeof part === "string" && part !== "undefined"))
      return member(of + indices.map(index => `.at(${index})`).join(""));
    const axis = parts.findIndex(part => !isAll(part));
    const [index] = parts.slice(axis, axis + 1);
    const column = axis === last && typeof index === "string" ? this.#meanings.method("[]") : undefined;
    if (column !== undefined && parts[0] !== "undefined")
      return member(column.replace("$0", of).replace("$1", String(axis)).replace("$2", String(index)));
    this.isWhole = false;
    this.hint ||= "Rows and parts are taken by methods here: x.at(0), x.slice(1, 3).";
    return member("…");
  }

  #slice(from: string): Slice {
    this.expect(":");
    const bound = () => (this.peek() === ":" || this.peek() === "]" || this.peek() === "," ? "" : this.one());
    const to = bound();
    return { from, to, step: this.take(":") ? bound() : "" };
  }

  #atom(): Primary {
    const { token } = this;
    if (token?.kind === "text") return this.#texts();
    if (token?.kind === "name") return this.#named(token.text);
    if (token?.kind === "number") {
      // A complex number.
      if (/j$|^0\d/.test(token.text)) throw new NotPython();
      return member(this.next().text.replace(/\.$/, ""));
    }
    if (this.take("(")) return this.#group();
    if (this.take("[")) return member(this.#elements("]", values => `[${values.join(", ")}]`));
    if (this.take("{")) return member(this.#braces());
    if (this.take("...")) return member("undefined");
    throw new NotPython();
  }

  #named(name: string): Primary {
    if (Object.hasOwn(constants, name) && !this.#meanings.isKnown(name)) {
      this.next();
      this.isPython = true;
      return member(constants[name]!);
    }
    if (isKeyword(name)) throw new NotPython();
    this.next();
    const isCalled = this.peek() === "(" || this.peek() === "." || this.#meanings.isKnown(name);
    const word = isCalled || !/^\p{Lu}/u.test(name) ? undefined : this.#meanings.called([name]);
    // A class of another library's that another one extends.
    if (word !== undefined && /^[\w$]+$/.test(word)) return member(word);
    return { ...member(name), path: [name] };
  }

  #texts(): Written {
    const parts: string[] = [];
    while (this.peekKind() === "text") {
      const { text } = this.next();
      this.isPython ||= isPythonText(text);
      parts.push(literal(text, python => this.#inner(python)));
    }
    if (parts.length === 1) return member(parts[0]!);
    return { text: parts.join(" + "), level: level.sum };
  }

  /** An expression within an f-string. */
  #inner(python: string): Written {
    const inner = new Expressions(logicalLines(python)[0]?.tokens ?? [], this.#meanings);
    const value = inner.#expression();
    if (!inner.ended) throw new NotPython();
    this.isWhole &&= inner.isWhole;
    return value;
  }

  #group(): Written {
    let isTuple = false;
    const list = this.#elements(")", (values, isSeveral) => {
      isTuple = isSeveral || values.length === 0;
      if (values.length === 0) return "[]";
      return isTuple ? this.#markList(values) : values[0]!;
    });
    return member(isTuple || list.startsWith("[") || !this.#wasOne ? list : `(${list})`);
  }

  /** Whether what `#elements` read last was one expression, and no comprehension. */
  #wasOne = false;

  #elements(close: string, write: (values: string[], isSeveral: boolean) => string): string {
    this.#wasOne = false;
    if (this.take(close)) return write([], false);
    const values = [this.#starred()];
    if (this.#startsComprehension()) {
      const list = this.#comprehension(values[0]!);
      this.expect(close);
      this.#wasOne = false;
      return list;
    }
    let isSeveral = false;
    while (this.take(",")) {
      isSeveral = true;
      if (this.peek() === close) break;
      values.push(this.#starred());
    }
    this.expect(close);
    this.#wasOne = !isSeveral;
    return write(values, isSeveral);
  }

  /** A dictionary or a set. */
  #braces(): string {
    const entries: string[] = [];
    let isSet = false;
    let count = 0;
    while (this.peek() !== "}") {
      if (this.take("**")) {
        this.isPython = true;
        entries.push(`...${this.one()}`);
      } else {
        const key = this.one();
        const isAlone = !this.take(":");
        // Half a dictionary is no Python.
        if (count > 0 && isAlone !== isSet) throw new NotPython();
        isSet = isAlone;
        count += 1;
        const value = isSet ? "" : this.one();
        if (this.#startsComprehension()) {
          const list = this.#comprehension(isSet ? key : `[${key}, ${value}]`);
          this.expect("}");
          return isSet ? `new Set(${list})` : `Object.fromEntries(${list})`;
        }
        entries.push(isSet ? key : `${propertyName(key)}: ${value}`);
      }
      if (!this.take(",")) break;
    }
    this.expect("}");
    // One thing in braces may be an object that is written wrongly.
    if (isSet && entries.some(entry => /^["'\d[]/.test(entry))) this.isPython = true;
    if (entries.length === 0) return "{}";
    return isSet ? `new Set([${entries.join(", ")}])` : `{ ${entries.join(", ")} }`;
  }

  #startsComprehension(): boolean {
    return this.peek() === "for" || (this.peek() === "async" && this.peek(1) === "for");
  }

  /** `… for x in xs if test`, behind the element. */
  #comprehension(element: string): string {
    this.isPython = true;
    const loops: Loop[] = [];
    while (this.#startsComprehension()) {
      this.take("async");
      this.expect("for");
      const names = this.target();
      this.expect("in");
      const source = tight(this.#or(), level.or);
      const tests: string[] = [];
      while (this.take("if")) tests.push(tight(this.#or(), level.and));
      loops.push({ names, source, tests });
    }
    return comprehension(element, loops);
  }
}

/** `f(3, { "activation", "relu" })`: a comma for a colon, and no set. */
function asOptions(value: string, before: number): string {
  const [, , name, text] = /^new Set\(\[(["'])([\w$]+)\1, ([^,]*)\]\)$/.exec(value) ?? [];
  return before > 0 && name !== undefined ? `{ ${name}: ${text} }` : value;
}

const binaryTiers: readonly { readonly [operator: string]: number }[] = [
  { "|": level.bits },
  { "^": level.bits },
  { "&": level.bits },
  { "<<": level.shift, ">>": level.shift },
  { "+": level.sum, "-": level.sum },
  { "*": level.product, "/": level.product, "//": level.product, "%": level.product, "@": level.product },
];
