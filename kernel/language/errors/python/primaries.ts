// What stands behind an atom of Python's: members, calls, and what is taken by an index.

import { argumentsAt } from "../arguments.ts";
import type { Given, ObjectCall } from "../ported.ts";
import { Atoms } from "./atoms.ts";
import { moduleMembers } from "./builtins.ts";
import { NotPython } from "./cursor.ts";
import { argumentsOf, type Called, callOf } from "./given.ts";
import { ofFunction, ofMethod, ofModule } from "./meanings.ts";
import { portedObject } from "./ported-calls.ts";
import type { Primary } from "./reading.ts";
import { filledByFormat } from "./texts.ts";
import { isText, level, member, type Slice, sliced, tight, type Written } from "./written.ts";

/** What the parts of a pair are called, where it is a named tuple there and a list here: `torch.max(x, 1).values`. */
const partsOfPair = ["values", "indices"];

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
      if (this.take(".")) found = this.#memberOf(found, this.memberName());
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
      const kind = this.meanings.objectCall?.(path);
      if (kind) this.meanings.made?.set(called.written.text, kind);
      const [, name] = /^([\w$]+)\(/.exec(called.written.text) ?? [];
      if (name !== undefined) this.#calledOfOthers.add(name);
      const { text } = called.written;
      return this.#note(
        kind ? { ...called, call: given => portedObject(kind.call, text, given, this.meanings) } : called,
      );
    }
    if (!this.take("(")) {
      const pair = partsOfPair.includes(name) && object.text.startsWith("[") ? argumentsAt(object.text, 0) : undefined;
      if (pair?.end === object.text.length && pair.values.length === partsOfPair.length)
        return member(pair.values[partsOfPair.indexOf(name)]!);
      return { ...member(`${tight(object, level.member)}.${name}`), path };
    }
    const given = this.#arguments(name);
    const of = tight(object, level.member);
    const kind = this.meanings.kinds?.get(`${of}.${name}`);
    if (kind) return this.#callObject(kind, `${of}.${name}`, given);
    if (this.meanings.isObject(`${of}.${name}`)) return callOf(`${of}.${name}`, given, this.meanings);
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

  #call(callee: Primary, given: Given): Primary {
    if (callee.call) return this.#note(callee.call(given));
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
    const kind = this.meanings.kinds?.get(callee.text);
    if (kind) return this.#callObject(kind, callee.text, given);
    // Nothing is called here like a function but functions.
    if (this.meanings.isObject(callee.text)) return callOf(callee.text, given, this.meanings);
    const isNew = name !== undefined && this.meanings.isClass(name);
    const list = argumentsOf(name ?? "", given, this.meanings);
    return member(`${isNew ? "new " : ""}${tight(callee, level.member)}(${list})`);
  }

  /** `self.lstm(x)`: it gives another value here than there. */
  #callObject(kind: ObjectCall, object: string, given: Given): Primary {
    const called = portedObject(kind.call, object, given, this.meanings);
    if (kind.gives.length > 0) this.meanings.given?.set(called.written.text, kind);
    return this.#note(called);
  }

  #note({ written, isPython = false, hint, remarks = [], call }: Called): Primary {
    this.isPython ||= isPython;
    for (const remark of remarks) if (!this.remarks.includes(remark)) this.remarks.push(remark);
    if (hint === undefined) return { ...written, call };
    this.isWhole = false;
    this.hint ||= hint;
    return written;
  }

  #arguments(called: string): Given {
    const given: { values: string[]; named: { name: string; value: string }[] } = { values: [], named: [] };
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
    if (more.length > 0 || this.isTensor(of)) return this.#severalIndices(of, parts);
    const gives = this.meanings.given?.get(of)?.gives;
    if (gives && part === "0") return member(gives[0]!.replaceAll("$run", () => of));
    // `torch.max(x, 1)[1]`: one of two that are written out.
    const pair = typeof part === "string" && /^\d$/.test(part) && of.startsWith("[") ? argumentsAt(of, 0) : undefined;
    if (pair?.end === of.length && pair.values[Number(part)]) return member(pair.values[Number(part)]!);
    if (typeof part === "string") return member(/^-\d+$/.test(part) ? `${of}.at(${part})` : `${of}[${part}]`);
    this.isPython = true;
    return member(sliced(of, part));
  }

  /** `x[0, 1]`, `x[:, 0]`, `x[..., 1:]`: a part for each axis, as a method takes them. */
  #severalIndices(of: string, parts: (string | Slice)[]): Written {
    this.isPython ||= parts.some(part => typeof part !== "string" || part === "undefined");
    const isAll = (part: string | Slice) =>
      typeof part !== "string" && part.from === "" && part.to === "" && part.step === "";
    const last = parts.findLastIndex(part => !isAll(part));
    const indices = parts.slice(0, last + 1);
    const axis = parts.findIndex(part => !isAll(part));
    const index = indices[axis];
    const column = axis === last && typeof index === "string" ? this.meanings.method("[]") : undefined;
    if (axis > 0 && column !== undefined && index !== "null" && index !== "undefined")
      return member(
        column
          .replace("$0", of)
          .replace("$1", String(axis))
          .replace("$2", index as string),
      );
    return member(
      `${of}.at(${indices.map(part => (typeof part === "string" ? placeOf(part) : spanOf(part))).join(", ")})`,
    );
  }

  #slice(from: string): Slice {
    this.expect(":");
    const bound = () => (this.peek() === ":" || this.peek() === "]" || this.peek() === "," ? "" : this.one());
    const to = bound();
    return { from, to, step: this.take(":") ? bound() : "" };
  }
}

/** `...` among indices. */
const placeOf = (part: string) => (part === "undefined" ? '"..."' : part);

/** `1:3` as a text, with what is computed in its place. */
function spanOf({ from, to, step }: Slice): string {
  const written = [from, to, ...(step === "" ? [] : [step])]
    .map(bound => (/^(?:-?\d+)?$/.test(bound) ? bound : `\${${bound}}`))
    .join(":");
  return written.includes("$") ? `\`${written}\`` : `"${written}"`;
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
