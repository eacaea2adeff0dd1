// TypeScript 6's tree and checker, as advice about a wrong cell asks them: see errors/places.ts.
import type { Node, Signature, Type } from "typescript";
import type { Diagnostic } from "../cell/diagnostic.ts";
import { unfitConditions } from "../conditions.ts";
import { TreeTypes, type TypesAt } from "../errors/places.ts";
import type { Converter } from "./converter.ts";

/** The converter writes it before every text. */
const prefix = "export {};\n";

/** Conditions of the cell that say nothing. @param before how much stands before the cell's text in the file */
export function unfitConditionsIn(converter: Converter, file: string, before: number): Diagnostic[] {
  const { ts } = converter;
  const program = converter.program();
  const root = program.getSourceFile(file);
  if (!root) return [];
  const found = unfitConditions({
    root: root as never,
    forEachChild: (node, visit) => void ts.forEachChild(node as never, child => visit(child as never)),
    textOf: node => root.text.slice(node.pos, node.end),
    kinds: ts.SyntaxKind as never,
    checker: program.getTypeChecker() as never,
    from: before + prefix.length,
  });
  return found.map(({ start, end, ...rest }) => ({ ...rest, start: start - prefix.length, end: end - prefix.length }));
}

/** Of the converter's last question. @param before how much stands before the cell's text in the file */
export function typesAt(converter: Converter, file: string, before: number): TypesAt | undefined {
  const program = converter.program();
  const root = program.getSourceFile(file);
  if (!root) return undefined;
  const checker = program.getTypeChecker();
  return new TreeTypes<Node, Type, Signature>({
    root,
    checker: checker as never,
    before: before + prefix.length,
    parametersOf: signature =>
      signature.getParameters().map(symbol => ({ name: symbol.name, type: checker.getTypeOfSymbol(symbol) })),
  });
}
