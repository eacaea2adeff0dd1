// Python's operators, and what stands around them: conditions and `lambda`.
import { comparison } from "../comparisons.ts";
import { Primaries } from "./primaries.ts";
import { filledByPercent } from "./texts.ts";
import { compare, isText, level, member, tight, type Written } from "./written.ts";

export abstract class Operations extends Primaries {
  protected expression(): Written {
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
    const value = this.or();
    if (!this.take("if")) return value;
    const test = this.or();
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

  protected or(): Written {
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
      const link = compare(left, operator, right);
      const isOfTensors = [left, right].some(({ text }) => this.isTensor(text));
      links.push(isOfTensors ? member(comparison(link.text) ?? link.text) : link);
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
      (operator === "in" && !this.noIn) || operator === "is" || (operator === "not" && this.peek(1) === "in");
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
    if (this.isOthers(left) || this.isOthers(right)) {
      this.meanings.leaveUntold(
        "Operators are for numbers here. Of other values methods do their work: x.add(1) for x + 1, x.mul(2) for 2 * x.",
      );
      return member("…");
    }
    if (operator === "//") return member(`Math.floor(${tight(left, at)} / ${tight(right, at + 1)})`);
    if (!isOnlyPythons) return { text: `${tight(left, at)} ${operator} ${tight(right, at + 1)}`, level: at };
    if (operator === "@")
      return member(`${this.meanings.withMethods(tight(left, level.member))}.matmul(${right.text})`);
    if (operator === "%") return member(filledByPercent(left.text, right.text));
    if (isText(left.text)) return member(`${left.text}.repeat(${right.text})`);
    return member(`Array(${right.text}).fill(${left.text.slice(1, -1)})`);
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
    const base = this.primary();
    if (!this.take("**")) return base;
    const exponent = this.#unary();
    return { text: `${tight(base, level.member)} ** ${tight(exponent, level.unary)}`, level: level.power };
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
