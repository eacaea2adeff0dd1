// An operator between values that it is not for: the method that does it.

import { argumentsAt } from "../arguments.ts";
import { comparisons } from "../comparisons.ts";
import { nearest } from "../nearest.ts";
import type { Part, Place, TypesAt } from "../places.ts";
import { fill } from "../templates.ts";
import { type Advice, type Adviser, startOfOperand, textAt, type WrongCell } from "../wrong-cell.ts";

/** Which methods do an operator's work, under the names that libraries give them. */
const methodsOf: { readonly [operator: string]: string[] } = {
  "+": ["add", "plus"],
  "-": ["sub", "subtract", "minus"],
  "*": ["mul", "multiply", "times"],
  "/": ["div", "divide", "dividedBy"],
  "**": ["pow", "power"],
  "%": ["mod", "remainder"],
};
/** `u ^ 2`: elsewhere a power. */
const powers = ["pow", "power"];

const betweenTypes = 2365;
const wrongSide = new Set([2362, 2363]);
const wrongOperand = 2356;
const noOverlap = 2367;
const noIndex = 7053;
/** "Type 'Tensor' cannot be used as an index type." */
const noIndexType = 2538;
const unusedLeft = 2695;
const noTarget = 2364;

export const adviseOnOperators: Adviser = (complaint, cell) => {
  const { code } = complaint;
  if (code === noIndex) return adviseOnIndex(complaint, cell);
  if (code === noIndexType) return adviseOnPlaces(complaint, cell);
  // It was told with the value that is no list.
  if (code === unusedLeft && isInIndex(complaint, cell)) return { message: "" };
  if (code === noTarget) return adviseOnWriting(complaint, cell);
  if (code === wrongOperand) return adviseOnStep(complaint, cell);
  if (code !== betweenTypes && code !== noOverlap && !wrongSide.has(code)) return undefined;
  const inMethods = cell.types && methodsFor(complaint, cell, cell.types);
  if (inMethods) return inMethods;
  const [, wrapped] = /'(Number|String|Boolean)'/.exec(complaint.message) ?? [];
  if (wrapped)
    return { message: `The type is written with a small letter: ${wrapped.toLowerCase()}, and not ${wrapped}.` };
  const both = code === noOverlap ? joinedComparison(textAt(cell, complaint)) : undefined;
  if (both) return { message: `Each comparison stands by itself: write ${both}` };
  const [, exponent] =
    code === 2362 ? (/^\s*\^\s*(-?[\d.]+|[\p{ID_Continue}$]+)/u.exec(cell.text.slice(complaint.end)) ?? []) : [];
  const power = exponent && powers.find(name => cell.types?.membersOf(complaint).includes(name));
  if (power)
    return {
      message: `'^' is not for these values: for a power write ${operand(textAt(cell, complaint))}.${power}(${exponent})`,
    };
  const remainder =
    code === 2362 && /^\s*%/.test(cell.text.slice(complaint.end)) ? cell.words.members.get("mod") : undefined;
  if (remainder !== undefined && cell.types?.membersOf(complaint).includes("item")) return { message: remainder };
  const parts = split(complaint, cell);
  // A verdict is an object, and its own member is compared.
  if (code === noOverlap && parts && /^(true|false)$/.test(parts.right)) {
    const has = cell.types?.membersOf(parts.leftPlace).includes("correct");
    if (has) return { message: `'${parts.left}' is an object and no boolean: write ${parts.left}.correct` };
  }
  const step = parts && inWords(parts, cell);
  if (step === undefined) return undefined;
  const { operator } = parts!;
  return { message: `'${operator}' is not for these values: ${step}` };
};

/** `t[0, 1]` of what is no list */
const isInIndex = ({ start, end }: Place, { complaints }: WrongCell) =>
  complaints.some(one => one.code === noIndex && one.start <= start && end <= one.end);

/** `a === b === c` */
function joinedComparison(text: string): string | undefined {
  const operand = "([^=<>!&|?]+?)";
  const [, first, one, middle, other, last] =
    new RegExp(String.raw`^${operand}\s*([=!]==?|[<>]=?)\s*${operand}\s*([=!]==?)\s*${operand}$`).exec(text) ?? [];
  if (first === undefined || /[[({]/.test(first + middle + last)) return undefined;
  return `${first} ${one} ${middle} && ${middle} ${other} ${last}`;
}

/** An operation on values with methods for it, said by these methods, with all that it is a part of. */
function methodsFor(complaint: Place, cell: WrongCell, types: TypesAt): Advice | undefined {
  const whole = types.operationAt(complaint);
  if (!whole?.operator && !whole?.parts.some(part => part.operator)) return undefined;
  const target = numberGiven(whole, cell, types);
  if (target !== undefined) {
    const numbers = new InMethods(cell, types, true);
    const { right } = whole;
    const written = right && cell.text.slice(whole.start, right.start) + numbers.write(right);
    if (numbers.changed)
      return { message: `'${target}' is a number. The only number of a value is taken by item(): write ${written}` };
  }
  const render = new InMethods(cell, types);
  const written = ungrouped(render.write(whole));
  if (!render.changed) return undefined;
  const operator = render.changed;
  const orElse = render.asOneNumber ? `; of a single number, such as a loss, ${render.asOneNumber}` : "";
  return { message: `'${operator}' is not for these values: write ${written}${orElse}` };
}

/** `(x == y).mean()`, where the place is of what is compared: the whole, with the functions that compare number by number. */
export function comparedAt(place: Place, cell: WrongCell, types: TypesAt): Advice | undefined {
  const whole = types.operationAt(place);
  const render = new InMethods(cell, types);
  const written = whole && render.write(whole);
  return render.changed ? { message: `'${render.changed}' is not for these values: write ${written}` } : undefined;
}

/** The variable or member to which an operation's value is given, where that is a number. */
function numberGiven({ operator, left }: Part, cell: WrongCell, types: TypesAt): string | undefined {
  const isGiven = operator !== undefined && /^(?:[-+*/%]|\*\*)?=$/.test(operator);
  return isGiven && left && types.typeOf(left) === "number" ? textAt(cell, left) : undefined;
}

/** Writes operations as calls of methods, where a side has a method for them. */
class InMethods {
  readonly #cell: WrongCell;
  readonly #types: TypesAt;
  readonly #asNumbers: boolean;
  /** The first operator that was written as a method. */
  changed: string | undefined;
  /** A comparison with a plain number, as it is written of a value that holds only one. */
  asOneNumber: string | undefined;

  /** @param asNumbers each value is written as its only number, so that operators stand between numbers */
  constructor(cell: WrongCell, types: TypesAt, asNumbers = false) {
    this.#asNumbers = asNumbers;
    this.#cell = cell;
    this.#types = types;
  }

  write(part: Part): string {
    const { operator, left, right } = part;
    if (this.#asNumbers) return this.#inNumbers(part);
    if (operator && left && right) return this.#binary(operator, left, right) ?? this.#asItStands(part);
    if (operator === "-" && right && this.#membersOf(right).includes("neg"))
      return `${operand(this.write(right))}.neg()`;
    return this.#asItStands(part);
  }

  #inNumbers(part: Part): string {
    const isGroup = part.parts.length === 1 && this.#cell.text[part.start] === "(";
    if (part.operator || isGroup) return this.#asItStands(part);
    const text = new InMethods(this.#cell, this.#types).write(part);
    if (!this.#membersOf(part).includes("item")) return text;
    this.changed ??= "item";
    return `${operand(text)}.item()`;
  }

  #binary(operator: string, left: Part, right: Part): string | undefined {
    const plain = operator.replace(/(?<=[-+*/%])=$/, "");
    const methodOf = (part: Part) => methodsOf[plain]?.find(name => this.#membersOf(part).includes(name));
    const [first, second] = [methodOf(left), methodOf(right)];
    const [a, b] = [left, right].map(side => ungrouped(this.write(side))) as [string, string];
    const changed = (text: string) => {
      this.changed ??= operator;
      return text;
    };
    if (first) return changed(`${plain === operator ? "" : `${a} = `}${operand(a)}.${first}(${b})`);
    const members = this.#membersOf(right);
    if (second && (plain === "+" || plain === "*")) return changed(`${operand(b)}.${second}(${a})`);
    if (second && plain === "-" && members.includes("neg")) return changed(`${operand(b)}.neg().add(${a})`);
    if (second && plain === "/" && members.includes("pow"))
      return changed(`${operand(b)}.pow(-1)${a === "1" ? "" : `.mul(${a})`}`);
    const compare = comparisons[operator];
    const [ofLeft, ofRight] = [this.#membersOf(left), this.#membersOf(right)];
    const isCompared = [ofLeft, ofRight].some(side => side.includes("shape"));
    // What compares number by number gives an object, which an `if` takes for true.
    if (compare && ofLeft.includes("item") && !ofRight.includes("shape"))
      this.asOneNumber ??= `${operand(a)}.item() ${operator} ${b}`;
    if (compare && ofRight.includes("item") && !ofLeft.includes("shape"))
      this.asOneNumber ??= `${a} ${operator} ${operand(b)}.item()`;
    if (compare && isCompared && this.#cell.names.get(compare)) return changed(`${compare}(${a}, ${b})`);
    return undefined;
  }

  /** The part's own text, with what of it is written anew. */
  #asItStands({ start, end, parts }: Part): string {
    const { text } = this.#cell;
    let written = "";
    let at = start;
    for (const part of parts) {
      written += text.slice(at, part.start) + this.write(part);
      at = part.end;
    }
    return written + text.slice(at, end);
  }

  /** What a value has that no language gives it. Of an operation in which the compiler finds an error, its sides tell. */
  #membersOf(part: Part): readonly string[] {
    if (part.operator) {
      const sides = [part.left, part.right].map(side => (side ? this.#membersOf(side) : []));
      return sides.find(members => members.length > 0) ?? [];
    }
    const [only] = part.parts;
    if (part.parts.length === 1 && this.#cell.text[part.start] === "(") return this.#membersOf(only!);
    const type = this.#types.typeOf(part) ?? "";
    return /^(string|number|bigint|boolean|any|unknown|"[^"]*"|-?[\d.]+n?|.*\[\])$/.test(type)
      ? []
      : this.#types.membersOf(part);
  }
}

interface Operation {
  left: string;
  operator: string;
  right: string;
  leftPlace: { start: number; end: number };
  rightPlace: { start: number; end: number };
}

function inWords({ left, operator, right, leftPlace, rightPlace }: Operation, cell: WrongCell): string | undefined {
  const types = cell.types!;
  const [leftType = "", rightType = ""] = [types.typeOf(leftPlace), types.typeOf(rightPlace)];
  for (const [type, text] of [
    [leftType, left],
    [rightType, right],
  ] as const) {
    if (type.startsWith("Promise<")) return `'${text}' is not there yet. Write await before it: (await ${text})`;
    if (/^(<.*>)?\(.*\) => /.test(type)) return `'${text}' is a function. Call it: ${text}()`;
  }
  const plain = operator.replace(/(?<=[-+*/%])=$/, "");
  const isNumber = (type: string) => /^(number|bigint|-?[\d.]+n?)$/.test(type);
  const isList = (type: string) => /\[\]$|^\[/.test(type);
  const isMatrix = (type: string) => /\[\]\[\]$/.test(type);
  if (plain === "*" && isList(leftType) && !isMatrix(leftType) && isMatrix(rightType))
    return `a list times a matrix has a sum for each column: ${operand(right)}[0].map((_, j) => ${operand(left)}.reduce((sum, x, i) => sum + x * ${operand(right)}[i][j], 0))`;
  if (isMatrix(leftType) !== isMatrix(rightType) && isList(leftType) && isList(rightType)) return undefined;
  if (isList(leftType) && isList(rightType))
    return plain === "+"
      ? `two lists are joined by [...${left}, ...${right}]`
      : `element by element: ${operand(left)}.map((x, i) => x ${plain} ${operand(right)}[i])`;
  if (isList(leftType) && isNumber(rightType)) return `each element: ${operand(left)}.map(x => x ${plain} ${right})`;
  if (isNumber(leftType) && isList(rightType)) return `each element: ${operand(right)}.map(x => ${left} ${plain} x)`;
  const isText = (type: string) => type === "string" || type.startsWith('"');
  if (isText(leftType) && plain === "*" && isNumber(rightType)) return `write ${operand(left)}.repeat(${right})`;
  if (isText(leftType) && plain === "%") return "a text with values in it is a template: `loss ${loss}`";
  const texts = [isText(leftType) ? left : "", isText(rightType) ? right : ""].filter(Boolean);
  const others = [leftType, rightType].filter(type => !isText(type));
  if (texts.length > 0 && others.every(isNumber)) return `make a number of the text: Number(${texts[0]})`;
  return undefined;
}

/** What a method is called on: what is more than one operand gets parentheses. */
const operand = (text: string) => (startOfOperand(text, text.length) === 0 || isGroup(text) ? text : `(${text})`);

/** Whether one pair of parentheses holds all of a text: `(a + b)`, and not `(a) => f(a)`. */
const isGroup = (text: string) => text.startsWith("(") && argumentsAt(text, 0)?.end === text.length;

const ungrouped = (text: string) => (isGroup(text) ? text.slice(1, -1) : text);

/** The operator and its sides, of the compiler's place: the whole, or one side. */
function split(
  { code, message, start, end }: { code: number; message: string; start: number; end: number },
  cell: WrongCell,
) {
  const { text } = cell;
  const trimmed = (from: number, to: number) => {
    const all = text.slice(from, to);
    const first = from + all.length - all.trimStart().length;
    return { start: first, end: first + all.trim().length };
  };
  const of = (leftPlace: Operation["leftPlace"], operator: string, rightPlace: Operation["leftPlace"]) => ({
    left: textAt(cell, leftPlace),
    operator,
    right: textAt(cell, rightPlace),
    leftPlace,
    rightPlace,
  });
  if (code === 2362) {
    const [whole] = /^\s*(\*\*|[-*/%])=?/.exec(text.slice(end)) ?? [];
    if (whole === undefined) return undefined;
    const from = end + whole.length;
    const [right = ""] = operandAfter.exec(text.slice(from)) ?? [];
    return of({ start, end }, whole.trim(), trimmed(from, from + right.length));
  }
  if (code === 2363) {
    const [whole] = /(?:\*\*|[-*/%])=?\s*$/.exec(text.slice(0, start)) ?? [];
    if (whole === undefined) return undefined;
    const before = text.slice(0, start - whole.length).trimEnd().length;
    const from = startOfOperand(text, before);
    return from === undefined ? undefined : of({ start: from, end: before }, whole.trim(), { start, end });
  }
  const [, named] = /^Operator '([^']+)'/.exec(message) ?? [];
  const operators = named === undefined ? ["===", "!==", "==", "!="] : [named];
  const at = lastOutside(text.slice(start, end), operators);
  if (!at) return undefined;
  return of(trimmed(start, start + at.index), at.operator, trimmed(start + at.index + at.operator.length, end));
}

const operandAfter = /^\s*[-+!]?(?:[\p{ID_Continue}$.]+(?:\([^()]*\)|\[[^[\]]*\])*|\([^()]*\)|"[^"]*"|'[^']*')+/u;

/** The last of the operators in a text that stands in no bracket or quotes. */
function lastOutside(text: string, operators: string[]): { index: number; operator: string } | undefined {
  let depth = 0;
  let found: { index: number; operator: string } | undefined;
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if ("\"'`".includes(c)) {
      const close = text.indexOf(c, at + 1);
      if (close < 0) return found;
      at = close;
      continue;
    }
    if ("([{".includes(c)) depth += 1;
    if (")]}".includes(c)) depth -= 1;
    const operator = depth === 0 && at > 0 ? operators.find(operator => text.startsWith(operator, at)) : undefined;
    if (operator === undefined) continue;
    found = { index: at, operator };
    at += operator.length - 1;
  }
  return found;
}

/** `x[mask]`, `x[[0, 2]]`: what the table says of `x.at(mask)`. */
function adviseOnPlaces(index: Place, cell: WrongCell): Advice | undefined {
  const { text, types, words } = cell;
  const opening = /\[\s*$/.exec(text.slice(0, index.start))?.index;
  const start = opening === undefined ? undefined : startOfOperand(text, opening);
  if (!types || opening === undefined || start === undefined) return undefined;
  const object = { start, end: opening };
  if (!types.membersOf(object).includes("item")) return undefined;
  const written = textAt(cell, index);
  const kind = written.startsWith("[") ? "list" : types.typeOf(index);
  const said = kind === undefined ? undefined : words.calls.get(`index/${kind}`);
  return said === undefined ? undefined : { message: fill(said, textAt(cell, object), [written]) };
}

/** `t[0]` of what is no list. */
function adviseOnIndex(
  complaint: { message: string; start: number; end: number },
  cell: WrongCell,
): Advice | undefined {
  const whole = textAt(cell, complaint);
  const types = cell.types;
  if (!types || !whole.endsWith("]") || /\n\s*\[/.test(whole)) return undefined;
  const opening = lastOpening(whole);
  if (opening <= 0) return undefined;
  const index = whole.slice(opening + 1, -1).trim();
  const object = { start: complaint.start, end: complaint.start + opening };
  const members = types.membersOf(object);
  const said = complaint.message.replace(/\s+No index signature.*$/s, "").replace(/\s+Property '.*$/s, "");
  const [, key] = /^(["'])(.*)\1$/.exec(index) ?? [];
  if (key !== undefined) {
    const near = nearest(index.slice(1, -1), members);
    return near ? { message: `${said} Did you mean '${near}'?` } : undefined;
  }
  const becomes = /^\s*=(?!=)/.test(cell.text.slice(complaint.end));
  // `t[0] = 5` and `t[0][1] = 5`
  if (members.includes("item") && isWritten(cell.text.slice(complaint.end)))
    return { message: notInPlace(textAt(cell, object)) };
  if (!members.includes("at") || becomes) return undefined;
  // `t[0][1]`; within one pair of brackets each part is of an axis of its own: `t[":", 1]`.
  const [behind = ""] = /^(?:\[[^[\]]+\])+/.exec(cell.text.slice(complaint.end)) ?? [];
  const groups = [index, ...behind.slice(1, -1).split("][")].map(part => part.trim()).filter(Boolean);
  const each = groups.map(
    part =>
      `.at(${part
        .split(",")
        .map(one => one.trim())
        .join(", ")})`,
  );
  return { message: `'${textAt(cell, object)}' is no list: write ${textAt(cell, object)}${each.join("")}` };
}

const isWritten = (behind: string) => /^(?:\[[^[\]]*\])*\s*[-+*/]?=(?![=>])/.test(behind);

const notInPlace = (value: string) =>
  `The numbers of '${value}' are not written in place. Change a list of them, ${value}.toArray(), and make a tensor of that list: tensor(rows)`;

/** `t.at(0, 0) = 5` */
function adviseOnWriting(complaint: { start: number; end: number }, cell: WrongCell): Advice | undefined {
  const written = textAt(cell, complaint);
  const [, value] = /^(.*?)(?:\.(?:at|select|slice)\([^()]*\))+$/s.exec(written) ?? [];
  return value !== undefined && cell.types?.membersOf(complaint).includes("item")
    ? { message: notInPlace(value) }
    : undefined;
}

function lastOpening(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (")]".includes(text[at]!)) depth += 1;
    else if ("([".includes(text[at]!)) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** `t++` */
function adviseOnStep(complaint: { start: number; end: number }, cell: WrongCell): Advice | undefined {
  const written = textAt(cell, complaint);
  const members = cell.types?.membersOf(complaint) ?? [];
  const after = cell.text.slice(complaint.end).trimStart();
  const method = methodsOf[after.startsWith("--") ? "-" : "+"]!.find(name => members.includes(name));
  if (method === undefined) return undefined;
  return { message: `'++' and '--' are for numbers: write ${written} = ${written}.${method}(1)` };
}
