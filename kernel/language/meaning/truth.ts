// Values that are true in every condition, whatever they hold.
import { isList, type Node, type Nodes } from "./tree.ts";

/** Python and NumPy ask a list whether it is empty, and an array for its only number. */
export function noteOnTruth(node: Node, nodes: Nodes): string | undefined {
  const text = nodes.text(node);
  const [, list, method, value] = /^(.+)\.(indexOf|lastIndexOf|findIndex|search)\((.*)\)$/s.exec(text) ?? [];
  if (list !== undefined && nodes.type(node) === "number")
    return `${method}() gives a place: 0 for the first, which is false in a condition, and -1 where there is none, which is true. Write ${method === "indexOf" ? `${list}.includes(${value})` : `${text} >= 0`}`;
  if (isList(nodes.type(node)))
    return `'${text}' is a list, and every list is true in a condition, an empty one too. Whether it has elements tells ${text}.length > 0`;
  if (!nodes.has(node, "shape", "item")) return undefined;
  const [, of, comparison] = /^(.+)\.(all|any)\(\)$/s.exec(text) ?? [];
  const said = `'${text}' is an object, and so true in every condition, whatever its numbers are`;
  return of !== undefined && comparison !== undefined
    ? `${said}. Ask its number: ${text}.item() !== 0`
    : `${said}. Of a single number ask ${text}.item() !== 0${nodes.has(node, "all", "any") ? `, of several whether all are true: ${text}.all().item() !== 0` : ""}`;
}
