// What stands in the wrong order, or twice: a name used above its declaration, one that hides another, a constant that is
// to change.
import { notCallable, unknownMembers } from "../codes.ts";
import { type Adviser, hidden, lineOf, objectBefore, textAt, withStep } from "../wrong-cell.ts";

const usedBefore = new Set([2448, 2449, 2450]);
const notYetAssigned = 2454;
const declaredTwice = new Set([2451, 2300]);
const constant = 2588;

export const adviseOnOrder: Adviser = (complaint, cell) => {
  const { code, start } = complaint;
  const { text, complaints } = cell;
  const name = textAt(cell, complaint);
  const isSame = ({ code, start, end }: { code: number; start: number; end: number }) =>
    declaredTwice.has(code) && text.slice(start, end) === name;
  if (usedBefore.has(code)) {
    const declaration = new RegExp(
      String.raw`\b(?:let|const|class|enum)\s+${escaped(name)}(?![\p{ID_Continue}$])`,
      "u",
    );
    const at = declaration.exec(text)?.index;
    if (at === undefined || at < start) return undefined;
    return {
      message: `'${name}' is used in line ${lineOf(text, start)}, before line ${lineOf(text, at)} declares it. Move the declaration up.`,
    };
  }
  if (code === notYetAssigned && complaints.some(other => usedBefore.has(other.code) && other.start === start))
    return { message: "" };
  if (code === notYetAssigned)
    return withStep(complaint, `Give it a first value where it is declared: let ${name} = 0`);
  if (declaredTwice.has(code)) {
    const all = complaints.filter(isSame);
    if (all[0]?.start !== start) return { message: "" };
    const lines = [...new Set(all.map(({ start }) => lineOf(text, start)))];
    return {
      message: `'${name}' is declared twice in this cell (line ${lines.join(" and ")}). To give it a new value, declare it once with 'let' and then write ${name} = …`,
    };
  }
  if (code === constant) return withStep(complaint, `If it is to change, declare it with 'let': let ${name} = …`);
  return notCallable.has(code) ? adviseOnHidden(complaint, cell) : undefined;
};

/** `let norm = 3`, and in a later cell `norm(x)` as a preloaded package means it. */
export const adviseOnHidden: Adviser = (complaint, cell) => {
  if (!notCallable.has(complaint.code) && !unknownMembers.has(complaint.code)) return undefined;
  const { text, names, declared } = cell;
  const place = unknownMembers.has(complaint.code) ? objectBefore(text, complaint.start) : complaint;
  const name = place && /^(?:new )?([\p{ID_Continue}$]+)/u.exec(textAt(cell, place))?.[1];
  if (!name || declared.has(name)) return undefined;
  const own = hidden(names, name);
  if (!own) return undefined;
  const [source = ""] = own.source?.split("\n") ?? [];
  const shown = source.length > 0 && source.length < 60 ? ` (${source.replace(/;$/, "")})` : "";
  const from = names.preloaded(name)?.package;
  const back =
    from === undefined
      ? "Give yours another name and restart the kernel."
      : `To have that back: import { ${name} } from "${from}"`;
  return { message: `Your own '${name}'${shown} hides the '${name}' that was there. ${back}` };
};

const escaped = (name: string) => name.replaceAll("$", String.raw`\$`);
