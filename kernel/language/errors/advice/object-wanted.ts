// What takes one object, and was given a list, a number or a text: `input([5])`, `q8.check(["i", "f"])`.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import type { Place } from "../places.ts";
import { type Advice, callAround, textAt, type WrongCell } from "../wrong-cell.ts";

/** What has more properties is no object that somebody writes. */
const mostProperties = 9;

/**
 * What is called, with the properties that it wants: alone, and in the place of its first argument.
 * @param callee what is called; found where left out
 */
export function objectWanted(
  complaint: Diagnostic,
  cell: WrongCell,
  callee: Place | undefined = callAround(cell.text, complaint.start)?.callee,
): Advice | undefined {
  const written = textAt(cell, complaint);
  const isLiteral = /^(?:\[.*\]|-?[\d.]+|(["'`]).*\1)$/s.test(written);
  const isPlain = /^(?:number|string|.*\[\])$/s.test(cell.types?.typeOf(complaint) ?? "");
  const values = callee && callAround(cell.text, complaint.start)?.values;
  if (!callee || !(isLiteral || (isPlain && values?.[0] === written))) return undefined;
  if (values && values.indexOf(written) > 0) return undefined;
  const wanted = (cell.types?.membersWantedAt(complaint) ?? []).filter(name => !(name in Object.prototype));
  const isList = wanted.includes("length") || wanted.includes("item") || wanted.length > mostProperties;
  if (wanted.length === 0 || isList || wanted.includes("toFixed") || wanted.includes("charAt")) return undefined;
  const name = textAt(cell, callee);
  return { message: `'${name}' takes an object: ${name}({ ${wanted.map(option => `${option}: …`).join(", ")} })` };
}
