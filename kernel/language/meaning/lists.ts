// Lists that Python or NumPy would treat otherwise.
import type { NoteKind } from "./note.ts";
import { isList, type Node } from "./tree.ts";

/** `xs[-1]` */
const fromTheEnd: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "ElementAccessExpression") || !/^-\d+$/.test(nodes.text(node.argumentExpression)))
    return undefined;
  const [list, place] = [nodes.text(node.expression), nodes.text(node.argumentExpression)];
  const type = nodes.type(node.expression!);
  // A list by another name, such as a shape.
  const isNamed = /^\p{Lu}[\w<> |]*$/u.test(type) && nodes.has(node.expression!, "length", "at", "indexOf");
  if (!isList(type) && !isNamed && type !== "string" && !type.startsWith('"')) return undefined;
  const isSet = nodes.isOperation(node.parent, "=") && node.parent.left === node;
  return isSet
    ? `A list has no negative places. From the end write ${list}[${list}.length - ${place.slice(1)}] = …`
    : `A list has no negative places: ${list}[${place}] is undefined. From the end write ${list}.at(${place})`;
};

/** `[10, 9, 1].sort()` */
const sortedAsText: NoteKind = (node, nodes) => {
  const method = nodes.is(node, "CallExpression") && node.arguments?.length === 0 ? node.expression : undefined;
  if (!nodes.is(method, "PropertyAccessExpression") || !/^(?:sort|toSorted)$/.test(nodes.text(method.name)))
    return undefined;
  if (nodes.type(method.expression!) !== "number[]") return undefined;
  return `${nodes.text(method.name)}() sorts as texts: 10 comes before 9. For numbers write ${nodes.text(method)}((a, b) => a - b)`;
};

/** `for (const x in xs)` */
const places: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "ForInStatement") || !isList(nodes.type(node.expression!))) return undefined;
  const [name = ""] = /[\p{ID_Continue}$]+$/u.exec(nodes.text(node.initializer)) ?? [];
  const list = nodes.text(node.expression);
  // Its elements are read by their places.
  if (
    new RegExp(String.raw`\[\s*\+?\s*${RegExp.escape(name)}\s*\]|Number\(\s*${RegExp.escape(name)}\b`).test(
      nodes.text(node.statement),
    )
  )
    return undefined;
  return `'for … in' gives the places, as the texts "0", "1", … For the elements write for (const ${name} of ${list}) { … }`;
};

/** `Array(3).fill([])` */
const oneInAllPlaces: NoteKind = (node, nodes) => {
  const [value, ...others] = (nodes.is(node, "CallExpression") && node.arguments) || [];
  if (others.length > 0 || !nodes.is(node.expression, "PropertyAccessExpression")) return undefined;
  if (nodes.text(node.expression.name) !== "fill") return undefined;
  const isMade = nodes.is(value, "ArrayLiteralExpression", "ObjectLiteralExpression", "NewExpression");
  if (!isMade && !(nodes.is(value, "CallExpression") && /^Array\b/.test(nodes.text(value)))) return undefined;
  const count = lengthOf(node.expression.expression);
  return `fill() puts one and the same object into all places. For a new one in each write Array.from({ length: ${count ? nodes.text(count) : "n"} }, () => ${nodes.is(value, "ObjectLiteralExpression") ? `(${nodes.text(value)})` : nodes.text(value)})`;
};

/** `Array(3).map(…)` */
const emptyPlaces: NoteKind = (node, nodes) => {
  const method = nodes.is(node, "CallExpression") ? node.expression : undefined;
  if (!nodes.is(method, "PropertyAccessExpression") || nodes.text(method.name) !== "map") return undefined;
  const made = method.expression!;
  if (!/^(?:new )?Array\([^,()]+\)$/.test(nodes.text(made))) return undefined;
  const count = nodes.text(lengthOf(made));
  return `The places of ${nodes.text(made)} are empty, and map() leaves them out. Write Array.from({ length: ${count} }, (_, i) => …)`;
};

/** Of `Array(3)`. */
const lengthOf = (made: Node | undefined): Node | undefined =>
  made?.arguments?.length === 1 ? made.arguments[0] : undefined;

export const notesOnLists: readonly NoteKind[] = [fromTheEnd, sortedAsText, places, oneInAllPlaces, emptyPlaces];
