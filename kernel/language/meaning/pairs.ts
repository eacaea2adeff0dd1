// Two names for one value: PyTorch's max, min and sort give values and places together.
import type { NoteKind } from "./note.ts";
import type { Node, Nodes } from "./tree.ts";

const placesBy: { readonly [name: string]: string } = { max: "argmax", min: "argmin", sort: "argsort" };

/** `const [values, indices] = x.max(1)` takes rows of the values apart. */
const takenApart: NoteKind = (node, nodes) => {
  const isDeclared = nodes.is(node, "VariableDeclaration");
  const [pattern, value] = isDeclared
    ? [node.name, node.initializer]
    : nodes.isOperation(node, "=")
      ? [node.left, node.right]
      : [];
  if (!nodes.is(pattern, "ArrayBindingPattern", "ArrayLiteralExpression")) return undefined;
  const [first, second, ...others] = pattern.elements ?? [];
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  const call = calledOn(value, nodes);
  if (!call) return undefined;
  const [one, two] = [nodes.text(first), nodes.text(second)];
  const both = `For values and places write const ${one} = ${nodes.text(value)}, ${two} = ${call.places}`;
  const last = isDeclared ? both : `The places are given by ${call.places}`;
  return `${call.name}() gives the values alone, and [${one}, ${two}] are their first two rows. ${last}`;
};

/** `x.max(1).values`, `x.max(1).indices` */
const members: NoteKind = (node, nodes) => {
  if (!nodes.is(node, "PropertyAccessExpression")) return undefined;
  const name = nodes.text(node.name);
  if (name !== "values" || (nodes.is(node.parent, "CallExpression") && node.parent.expression === node))
    return undefined;
  const call = calledOn(node.expression, nodes);
  if (!call) return undefined;
  return `${call.name}() gives the values alone: leave out '.values'. Their places are ${call.places}`;
};

interface Call {
  name: string;
  /** What gives the places. */
  places: string;
}

/** A call of `max`, `min` or `sort` whose value is a tensor. */
function calledOn(value: Node | undefined, nodes: Nodes): Call | undefined {
  if (!nodes.is(value, "CallExpression")) return undefined;
  const object = nodes.is(value.expression, "PropertyAccessExpression") ? value.expression.expression : undefined;
  const name = nodes.text(object ? value.expression!.name : value.expression);
  const places = Object.hasOwn(placesBy, name) ? placesBy[name]! : undefined;
  if (places === undefined || !nodes.has(value, "shape", "item")) return undefined;
  const given = (value.arguments ?? []).map(one => nodes.text(one));
  const isMethod = object !== undefined && nodes.has(object, places);
  const first = object === undefined || isMethod ? [] : [nodes.text(object)];
  return {
    name,
    places: `${isMethod ? `${nodes.text(object)}.` : ""}${places}(${[...first, ...given].join(", ")})`,
  };
}

export const notesOnPairs: readonly NoteKind[] = [takenApart, members];
