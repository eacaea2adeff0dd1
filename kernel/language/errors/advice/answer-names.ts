// An answer of several parts under other names than the question's: `q2.check({ "one-to-many": … })`.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { type Advice, callAround, textAt, type WrongCell } from "../wrong-cell.ts";

/** So many names are written out. */
const most = 12;

/** @param names those of the answer's parts */
export function adviseOnAnswerNames(
  complaint: Diagnostic,
  cell: WrongCell,
  names: readonly string[],
): Advice | undefined {
  // The complaint is of the object, or of a name in it.
  const object = /\{[^{}]*$/.exec(cell.text.slice(0, complaint.start))?.index ?? complaint.start;
  const call = callAround(cell.text, object);
  const callee = call && textAt(cell, call.callee);
  if (names.length === 0 || !callee || !/^[\w$.]+\.check$/.test(callee)) return undefined;
  const parts = [...names.slice(0, most).map(name => `${name}: …`), ...(names.length > most ? ["…"] : [])];
  return { message: `This answer has other names: ${callee}({ ${parts.join(", ")} })` };
}
