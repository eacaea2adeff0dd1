// Statements that are put together wrongly, where the compiler's words do not say what to write.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { type Advice, type Adviser, lineOf, type WrongCell, withStep } from "../wrong-cell.ts";
import { type WrongStatement, wrongStatements } from "./wrong-statements.ts";

export const adviseOnStatements: Adviser = (complaint, cell) => adviceOf(wrongStatements, complaint, cell);

/** These come before what is told of single names and values. */
export const adviseOnWholeStatements: Adviser = (complaint, cell) =>
  adviceOf(
    wrongStatements.filter(({ whole }) => whole),
    complaint,
    cell,
  );

function adviceOf(all: readonly WrongStatement[], complaint: Diagnostic, { text }: WrongCell): Advice | undefined {
  const { code, start } = complaint;
  const line = text.split("\n")[lineOf(text, start) - 1] ?? "";
  for (const wrong of all) {
    if (!wrong.codes.includes(code)) continue;
    const found = wrong.line?.exec(line);
    if (wrong.line && !found) continue;
    if (wrong.after && !wrong.after.test(text.slice(start))) continue;
    if (wrong.before && !wrong.before.test(text.slice(0, start))) continue;
    const said = typeof wrong.say === "string" ? wrong.say : wrong.say(...(found?.slice(1) ?? []));
    const advice: Advice = wrong.alone ? { message: said } : withStep(complaint, said);
    // An error of syntax brings others with it.
    return wrong.alone && (code < 2000 || wrong.whole) ? { ...advice, alone: true } : advice;
  }
  return undefined;
}
