// The native compiler's errors in a text, each with the part of its message chain that explains it.
import type { Diagnostic } from "../cell/diagnostic.ts";
import { isHarmless } from "../errors/untyped.ts";

// The number of DiagnosticCategory's error, which the package does not export by name.
const errorCategory = 1;

/** The errors among a compiler's diagnostics, but those that are let pass. @param cell its text, where it is a cell's */
export function toDiagnostics(
  diagnostics: readonly (Said & { pos: number; end: number; category: number })[],
  cell?: string,
): Diagnostic[] {
  return diagnostics
    .filter(({ category }) => category === errorCategory)
    .map(said => ({ code: said.code, message: inFull(said), start: said.pos, end: said.end }))
    .filter(diagnostic => !isHarmless(diagnostic, cell));
}

interface Said {
  code: number;
  text: string;
  messageChain?: readonly Said[] | undefined;
}

const noOverload = 2769;
const propertiesDiffer = 2326;

/** "No overload matches this call", or two types that differ in some property: with the message of what does not fit. */
function inFull({ code, text, messageChain = [] }: Said): string {
  const [why] = messageChain;
  if (!why) return text;
  if (why.code === propertiesDiffer) return `${text} ${inFull(why)}`;
  if (code === propertiesDiffer) return `${text} ${why.text}`;
  return code === noOverload ? `${text} ${inFull(why.messageChain?.[0] ?? why)}` : text;
}
