// A module that is not there.
import { type Adviser, textAt } from "../wrong-cell.ts";

const notFound = new Set([2307, 2882, 7016]);

/** Of another language's libraries npm has strangers' packages: nobody is sent there. */
export const adviseOnImports: Adviser = (complaint, cell) => {
  if (!notFound.has(complaint.code)) return undefined;
  const { modules, inScope } = cell.words;
  const module = textAt(cell, complaint).replace(/^["']|["']$/g, "");
  if (!modules.has(module.split(/[/.]/)[0]!)) return undefined;
  return { message: `Nothing is to be imported: ${inScope.join(", ")} and the rest are in scope. Leave the line out.` };
};
