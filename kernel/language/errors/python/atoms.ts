// The smallest of Python's expressions: names, numbers, texts, and what stands in brackets.
import { constants } from "./builtins.ts";
import { comprehension, type Loop } from "./comprehensions.ts";
import { isKeyword, NotPython } from "./cursor.ts";
import { type Primary, Reading } from "./reading.ts";
import { isPythonText, literal } from "./texts.ts";
import { level, member, propertyName, tight, type Written } from "./written.ts";

export abstract class Atoms extends Reading {
  protected atom(): Primary {
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
    if (Object.hasOwn(constants, name) && !this.meanings.isKnown(name)) {
      this.next();
      this.isPython = true;
      return member(constants[name]!);
    }
    if (isKeyword(name)) throw new NotPython();
    this.next();
    const isCalled = this.peek() === "(" || this.peek() === "." || this.meanings.isKnown(name);
    const word = isCalled || !/^\p{Lu}/u.test(name) ? undefined : this.meanings.called([name]);
    // A class of another library's that another one extends.
    if (word !== undefined && /^[\w$]+$/.test(word)) return member(word);
    return { ...member(name), path: [name] };
  }

  #texts(): Written {
    const parts: string[] = [];
    while (this.peekKind() === "text") {
      const { text } = this.next();
      this.isPython ||= isPythonText(text);
      parts.push(literal(text, python => this.inner(python)));
    }
    if (parts.length === 1) return member(parts[0]!);
    return { text: parts.join(" + "), level: level.sum };
  }

  #group(): Written {
    let isTuple = false;
    const list = this.#elements(")", (values, isSeveral) => {
      isTuple = isSeveral || values.length === 0;
      if (values.length === 0) return "[]";
      return isTuple ? this.markList(values) : values[0]!;
    });
    return member(isTuple || list.startsWith("[") || !this.#wasOne ? list : `(${list})`);
  }

  /** Whether what `#elements` read last was one expression, and no comprehension. */
  #wasOne = false;

  #elements(close: string, write: (values: string[], isSeveral: boolean) => string): string {
    this.#wasOne = false;
    if (this.take(close)) return write([], false);
    const values = [this.starred()];
    if (this.startsComprehension()) {
      const list = this.comprehension(values[0]!);
      this.expect(close);
      this.#wasOne = false;
      return list;
    }
    let isSeveral = false;
    while (this.take(",")) {
      isSeveral = true;
      if (this.peek() === close) break;
      values.push(this.starred());
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
        if (this.startsComprehension()) {
          const list = this.comprehension(isSet ? key : `[${key}, ${value}]`);
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

  protected startsComprehension(): boolean {
    return this.peek() === "for" || (this.peek() === "async" && this.peek(1) === "for");
  }

  /** `… for x in xs if test`, behind the element. */
  protected comprehension(element: string): string {
    this.isPython = true;
    const loops: Loop[] = [];
    while (this.startsComprehension()) {
      this.take("async");
      this.expect("for");
      const names = this.target();
      this.expect("in");
      const source = tight(this.or(), level.or);
      const tests: string[] = [];
      while (this.take("if")) tests.push(tight(this.or(), level.and));
      loops.push({ names, source, tests });
    }
    return comprehension(element, loops);
  }
}
