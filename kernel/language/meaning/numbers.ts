// Operators on numbers that mean something else in Python or on paper.
import type { NoteKind } from "./note.ts";
import type { Node } from "./tree.ts";

/** `10 // 3`: what stands behind is a comment. */
const floorDivision: NoteKind = (node, nodes, names) => {
  if (!nodes.is(node, "ExpressionStatement", "VariableStatement", "ReturnStatement")) return undefined;
  const [, divisor] =
    /^ *\/\/ *(\d{1,3}|[\p{ID_Start}$_][\p{ID_Continue}$]*) *$/u.exec(nodes.tree.lineBehind(node.end)) ?? [];
  if (divisor === undefined || nodes.text(node).endsWith(";")) return undefined;
  // A word is a remark unless it is a name of the notebook's.
  if (!/^\d/.test(divisor) && names.get(divisor)?.preloaded !== false) return undefined;
  const value = valueGiven(node);
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
  if (!isPlain || !isNumber(nodes.type(value))) return undefined;
  const dividend = nodes.text(value).replace(/^\((.*)\)$/s, "$1");
  const isSum = dividend !== nodes.text(value);
  const message = `'//' begins a comment. To divide and round down write Math.floor(${isSum ? `(${dividend})` : dividend} / ${divisor})`;
  return { message, unlessShown: divisor };
};

const valueGiven = ({ expression, declarationList }: Node) =>
  expression ?? declarationList?.declarations.at(-1)?.initializer;

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

/** `total =+ 3` */
const plusBehind: NoteKind = (node, nodes) => {
  if (!nodes.isOperation(node, "=") || !nodes.is(node.right, "PrefixUnaryExpression")) return undefined;
  if (!/=\+\s/.test(nodes.text(node))) return undefined;
  const [left, right] = [nodes.text(node.left), nodes.text(node.right.operand)];
  return `'=+' sets ${left} to +${right}. To add write ${left} += ${right}`;
};

const isNumber = (type: string) => /^(?:number|-?[\d.]+)$/.test(type);

export const notesOnNumbers: readonly NoteKind[] = [floorDivision, power, remainder, plusBehind];
