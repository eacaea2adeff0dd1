// Mutants of a function: its source text with one small mistake each, as students make them.
//
// DeMillo, Lipton, Sayward 1978, "Hints on test data selection": a check that finds small changes of the right program finds
// most wrong ones. The changes are those of recurrent networks: a carried state dropped, an index swapped, a bias forgotten.
import { type AnyNode, type Node, parse } from "acorn";
import { type Edit, editsOf } from "./edits.ts";
import { childrenOf } from "./tree.ts";

/** A function with one small mistake in it. */
interface Mutant {
  readonly change: string;
  readonly source: string;
}

/** So many mutants are enough; of more, every second or third is taken, evenly. */
const most = 400;

/**
 * All mutants of a function's source text, in the order of their places. Loops call `$loop()` in each round.
 * @throws SyntaxError where the text is no function
 */
export function mutantsOf(source: string): Mutant[] {
  const { prefix, tree } = parsed(source);
  const text = prefix + source;
  const loops = loopEdits(tree);
  const mutants: Mutant[] = [];
  const seen = new Set<string>();
  for (const edit of editsOf(tree, text)) {
    const changed = applied(text, [edit]);
    if (seen.has(changed)) continue;
    seen.add(changed);
    // Guards go around the edit; where one stands inside the changed part, that loop is gone.
    const guarded = applied(text, [edit, ...loops.filter(({ start }) => start <= edit.start || start >= edit.end)]);
    mutants.push({ change: describe(edit, text, prefix.length), source: guarded.slice(prefix.length) });
  }
  const stride = Math.ceil(mutants.length / most);
  return mutants.filter((_, i) => i % stride === 0);
}

/** A method's text is read as a part of an object. */
function parsed(source: string): { prefix: string; tree: AnyNode } {
  for (const [prefix, suffix] of [
    ["(", ")"],
    ["({", "})"],
  ] as const)
    try {
      return { prefix, tree: parse(`${prefix}${source}${suffix}`, { ecmaVersion: "latest", locations: true }) };
    } catch {}
  throw new SyntaxError(`mutants are made of a function, but got ${JSON.stringify(source.slice(0, 60))}`);
}

/** `$loop()` at the beginning of the body of each loop. */
function loopEdits(node: AnyNode): Edit[] {
  const edits = childrenOf(node).flatMap(loopEdits);
  if (!("body" in node) || !/^(For|While|DoWhile)/.test(node.type)) return edits;
  const body = node.body as Node;
  const guard = (start: number, text: string): Edit => ({ start, end: start, text });
  if (body.type === "BlockStatement") return [guard(body.start + 1, " $loop(); "), ...edits];
  return [guard(body.start, "{ $loop(); "), ...edits, guard(body.end, " }")];
}

/** The text with edits at places that do not overlap; of two at one place the first comes first. */
function applied(text: string, edits: readonly Edit[]): string {
  let result = "";
  let end = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return result + text.slice(end);
}

function describe({ start, end, text: after }: Edit, text: string, offset: number): string {
  const line = text.slice(offset, start).split("\n").length;
  const quote = (code: string) => `\`${code.replace(/\s+/g, " ").trim()}\``;
  const before = quote(text.slice(start, end));
  return after.trim() === "" || after === "undefined"
    ? `line ${line}: without ${before}`
    : `line ${line}: ${before} became ${quote(after)}`;
}
