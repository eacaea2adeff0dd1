// Operators on numbers that mean something else in Python or on paper.
import type { NoteKind } from "./note.ts";
import type { Node, Nodes } from "./tree.ts";

/** `10 // 3`: what stands behind is a comment. */
const floorDivision: NoteKind = (node, nodes, names) => {
  if (!nodes.is(node, "ExpressionStatement", "VariableStatement", "ReturnStatement")) return undefined;
  const [, divisor] =
    /^ *\/\/ *(\d{1,3}|[\p{ID_Start}$_][\p{ID_Continue}$]*) *$/u.exec(nodes.tree.lineBehind(node.end)) ?? [];
  if (divisor === undefined || nodes.text(node).endsWith(";")) return undefined;
  // A word is a remark unless it is a name of the notebook's.
  if (!/^\d/.test(divisor) && names.get(divisor)?.preloaded !== false) return undefined;
  const value = dividendOf(valueGiven(node), /^\d/.test(divisor), nodes);
  const isPlain = nodes.is(
    value,
    ...[
      "Identifier",
      "NumericLiteral",
      "PropertyAccessExpression",
      "ElementAccessExpression",
      "ParenthesizedExpression",
    ],
  );
  const isProduct = /^\d/.test(divisor) && nodes.isOperation(value, "*");
  if (!(isPlain || isProduct) || !value || !isNumber(nodes.type(value))) return undefined;
  const dividend = nodes.text(value).replace(/^\((.*)\)$/s, "$1");
  const isSum = dividend !== nodes.text(value);
  const message = `'//' begins a comment. To divide and round down write Math.floor(${isSum ? `(${dividend})` : dividend} / ${divisor})`;
  return { message, unlessShown: divisor };
};

const valueGiven = ({ expression, declarationList }: Node) =>
  expression ?? declarationList?.declarations.at(-1)?.initializer;

/** Of `x = x // 2` and, where a number stands behind, of `a + b // 2` and `a * b // 2`: what Python would divide. */
function dividendOf(value: Node | undefined, isNumber: boolean, nodes: Nodes): Node | undefined {
  if (nodes.isOperation(value, "=", "+=", "-=")) return dividendOf(value.right, isNumber, nodes);
  return isNumber && nodes.isOperation(value, "+", "-") ? value.right : value;
}

/** `2 ^ 3`, where nothing else in the cell works on bits. */
const power: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, "^", "^=")) return undefined;
  if (/<<|>>|(?<!&)&(?!&)|(?<!\|)\|(?!\|)|~|\b0[xb]/.test(nodes.text(nodes.tree.root))) return undefined;
  const [left, right] = [nodes.text(node.left), nodes.text(node.right)];
  const operator = nodes.text(node.operatorToken);
  const bits =
    /^\d+$/.test(left) && /^\d+$/.test(right) ? `: ${left} ^ ${right} is ${Number(left) ^ Number(right)}` : "";
  const isBase = nodes.is(
    node.left,
    ...["Identifier", "NumericLiteral", "PropertyAccessExpression", "CallExpression", "ParenthesizedExpression"],
    "ElementAccessExpression",
  );
  const written = isBase ? `${left} ${operator === "^" ? "**" : "**="} ${right}` : "a ** b";
  return `'^' is the exclusive or of bits${bits}. For a power write ${written}`;
};

/** `-7 % 3`: its sign is that of the first. */
const remainder: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, "%") || !/^-\s*[\d.]+$/.test(nodes.text(node.left))) return undefined;
  const [left, right] = [nodes.text(node.left), nodes.text(node.right)];
  if (!/^[\d.]+$/.test(right)) return undefined;
  return `The remainder of a negative number is negative or zero here. As Python counts, write ((${left} % ${right}) + ${right}) % ${right}`;
};

/** `total =+ 3`, `total =- 3` */
const signBehind: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, "=") || !nodes.is(node.right, "PrefixUnaryExpression")) return undefined;
  const [, sign] = /=([-+])\s/.exec(nodes.text(node)) ?? [];
  if (sign === undefined) return undefined;
  const [left, right] = [nodes.text(node.left), nodes.text(node.right.operand)];
  return `'=${sign}' sets ${left} to ${sign}${right}. To ${sign === "+" ? "add" : "subtract"} write ${left} ${sign}= ${right}`;
};

/** `"x = " + x + 1` */
const addedToText: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, "+") || !nodes.isOperation(node.left, "+")) return undefined;
  const [text, value, added] = [node.left.left, node.left.right, node.right];
  if (!nodes.is(text, "StringLiteral", "NoSubstitutionTemplateLiteral", "TemplateExpression")) return undefined;
  if (!nodes.is(added, "NumericLiteral") || !nodes.isNamed(value) || !isNumber(nodes.type(value))) return undefined;
  const sum = `${nodes.text(value)} + ${nodes.text(added)}`;
  return `Behind a text '+' appends: it has ${nodes.text(value)} and then ${nodes.text(added)}. For the sum write ${nodes.text(text)} + (${sum})`;
};

const isNumber = (type: string) => /^(?:number|-?[\d.]+)$/.test(type);

export const notesOnNumbers: readonly NoteKind[] = [floorDivision, power, remainder, signBehind, addedToText];
