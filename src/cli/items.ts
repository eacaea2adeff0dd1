// `unrolled items`: where each item of the curriculum is taught, exercised and tested, and what is still open.
import { countOf, type Item, itemsOf } from "./items/item.ts";
import { isIn } from "./items/project.ts";
import { say } from "./print.ts";
import { parse, UsageError } from "./usage.ts";

/** Ends with 0, whatever is open: it tells, and judges nothing. */
export async function items(args: string[]): Promise<number> {
  const { values, positionals } = parse("items", args, { json: { type: "boolean" }, open: { type: "boolean" } });
  if (positionals.length > 0)
    throw new UsageError(`unrolled items expects no name, but got ${positionals.join(", ")}: see "unrolled help"`);
  if (!isIn)
    throw new UsageError(
      "unrolled items looks at the lessons, questions and tests of the project itself: run it in a clone of the project",
    );
  const found = await itemsOf();
  if (values.json) say(JSON.stringify(found, undefined, 2));
  else {
    for (const item of found) if (!(values.open && item.covered)) for (const line of linesOf(item)) say(line);
    say(`${countOf(found)} of ${found.length} items`);
  }
  return 0;
}

function linesOf({ number, title, taught, exercised, tested, covered, open }: Item): string[] {
  const parts = [
    ["taught", taught.map(({ notebook, cells }) => `${notebook} (${cells.join(", ")})`)],
    ["exercised", exercised.map(({ question }) => question)],
    ["tested", [...new Set(tested.map(({ file }) => file))]],
    ["open", open],
  ] as const;
  return [
    `${covered ? "✓" : "○"} ${String(number).padStart(3)}  ${title}`,
    ...parts.flatMap(([what, names]) => (names.length > 0 ? [`       ${what.padEnd(9)}  ${names.join("; ")}`] : [])),
  ];
}
