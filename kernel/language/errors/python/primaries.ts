// What stands behind an atom of Python's: members, calls, and what is taken by an index.
import { Atoms } from "./atoms.ts";
import { moduleMembers } from "./builtins.ts";
import { NotPython } from "./cursor.ts";
import { argumentsOf, type Called, type Given, ofFunction, ofMethod, ofModule } from "./meanings.ts";
import type { Primary } from "./reading.ts";
import { filledByFormat } from "./texts.ts";
import { isText, level, member, type Slice, sliced, tight, type Written } from "./written.ts";

export abstract class Primaries extends Atoms {
  /** Functions here that were written for another library's: their values are no numbers. */
  readonly #calledOfOthers = new Set<string>();

  protected isOthers({ text }: Written): boolean {
    const [, name] = /^\(*([\w$]+)\(.*\)$/s.exec(text) ?? [];
    return name !== undefined && this.#calledOfOthers.has(name);
  }

  protected primary(): Written {
    let found: Primary = this.atom();
    for (;;) {
      if (this.take(".")) found = this.#memberOf(found, this.name());
      else if (this.take("(")) found = this.#call(found, this.#arguments(found.path?.at(-1) ?? ""));
      else if (this.take("[")) found = this.#subscript(found);
      else return found;
    }
  }

  #memberOf(object: Primary, name: string): Primary {
    const path = object.path && [...object.path, name];
    if (path && this.#isOfModule(path)) {
      // Its own modules may follow: `keras.layers.Dense`.
      if (this.peek() === ".") return { ...member(path.join(".")), path };
      const called = ofModule(path, this.take("(") ? this.#arguments("") : undefined, this.meanings);
      const [, name] = /^([\w$]+)\(/.exec(called.written.text) ?? [];
      if (name !== undefined) this.#calledOfOthers.add(name);
      return this.#note(called);
    }
    if (!this.take("(")) return { ...member(`${tight(object, level.member)}.${name}`), path };
    const given = this.#arguments(name);
    const of = tight(object, level.member);
    if (this.meanings.isObject(`${of}.${name}`))
      return member(`${of}.${name}.${this.meanings.callMethod}(${argumentsOf("", given, this.meanings)})`);
    if (of === "super")
      return member(`super${name === "__init__" ? "" : `.${name}`}(${argumentsOf(name, given, this.meanings)})`);
    if (name === "format" && isText(of)) {
      this.isPython = true;
      return member(filledByFormat(of, given.values));
    }
    this.hasNamedArguments ||= given.named.length > 0;
    return this.#note(ofMethod(object, name, given, this.meanings));
  }

  #isOfModule(path: readonly string[]): boolean {
    const [first = ""] = path;
    if (this.meanings.isKnown(first)) return false;
    return this.meanings.isPrefix(first) || first === "math" || Object.hasOwn(moduleMembers, path.join("."));
  }

  #call(callee: Primary, given: Given): Written {
    const name = callee.path?.length === 1 ? callee.path[0]! : undefined;
    if (name === "super") {
      this.isPython = true;
      return member("super");
    }
    // A package may have something of this name: of a text it is Python's all the same.
    const isAsked =
      name === "input" && given.named.length === 0 && given.values.length === 1 && isText(given.values[0]!);
    const isOther = name !== undefined && (isAsked || !this.meanings.isKnown(name));
    const called = isOther ? ofFunction(name, given, this.meanings) : undefined;
    this.hasNamedArguments ||= given.named.length > 0 && called?.isPython !== true;
    if (called) return this.#note(called);
    // Nothing is called here like a function but functions.
    if (this.meanings.isObject(callee.text))
      return member(`${callee.text}.${this.meanings.callMethod}(${argumentsOf("", given, this.meanings)})`);
    const isNew = name !== undefined && this.meanings.isClass(name);
    const list = argumentsOf(name ?? "", given, this.meanings);
    return member(`${isNew ? "new " : ""}${tight(callee, level.member)}(${list})`);
  }

  #note({ written, isPython = false, hint }: Called): Written {
    this.isPython ||= isPython;
    if (hint === undefined) return written;
    this.isWhole = false;
    this.hint ||= hint;
    return written;
  }

  #arguments(called: string): Given {
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
        const value = asOptions(asShorthand(this.one(), called), given.values.length);
        given.values.push(this.startsComprehension() ? this.comprehension(value) : value);
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
    const column = axis === last && typeof index === "string" ? this.meanings.method("[]") : undefined;
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
}

/** Python's functions that are given sets. */
const ofSets =
  /^(?:len|set|frozenset|sorted|list|tuple|sum|min|max|any|all|print|update|append|add|extend|is\w+|\w*(?:union|intersection|difference))$/;

/** `q1.check({ mean, deviation })`: names in braces are an object of these for all but what is given sets. */
function asShorthand(value: string, called: string): string {
  const [, names] = /^new Set\(\[([\p{ID_Continue}$]+(?:, [\p{ID_Continue}$]+)*)\]\)$/u.exec(value) ?? [];
  return names === undefined || /^\d/.test(names) || ofSets.test(called) ? value : `{ ${names} }`;
}

/** `f(3, { "activation", "relu" })`: a comma for a colon, and no set. */
function asOptions(value: string, before: number): string {
  const [, , name, text] = /^new Set\(\[(["'])([\w$]+)\1, ([^,]*)\]\)$/.exec(value) ?? [];
  return before > 0 && name !== undefined ? `{ ${name}: ${text} }` : value;
}
