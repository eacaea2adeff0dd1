// What the native compiler says of a text, as an engine passes it on: errors alone, each with what explains it.
import type { Diagnostic } from "../engine.ts";
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

/** "No overload matches this call" alone helps nobody, nor two types that differ in some property: with it, what does not fit. */
function inFull({ code, text, messageChain = [] }: Said): string {
  const [why] = messageChain;
  if (!why) return text;
  if (why.code === propertiesDiffer) return `${text} ${inFull(why)}`;
  if (code === propertiesDiffer) return `${text} ${why.text}`;
  return code === noOverload ? `${text} ${inFull(why.messageChain?.[0] ?? why)}` : text;
}
