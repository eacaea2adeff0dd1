// The native compiler's tree and checker, as advice about a wrong cell asks them: see errors/places.ts.
import { type Node, SyntaxKind } from "typescript7/ast";
import type { Program, Signature, Type } from "typescript7/sync";
import type { Diagnostic } from "../cell/diagnostic.ts";
import { unfitConditions } from "../conditions.ts";
import { TreeTypes, type TypesAt } from "../errors/places.ts";

/** Conditions of the cell that say nothing. @param before how much stands before the cell's text in the file */
export function unfitConditionsIn(program: Program, file: string, before: number): Diagnostic[] {
  const { checker } = program.getProject();
  const root = program.getSourceFile(file)!;
  return unfitConditions({
    root: root as never,
    forEachChild: (node, visit) => void (node as unknown as Node).forEachChild(child => visit(child as never)),
    textOf: node => root.text.slice(node.pos, node.end),
    kinds: SyntaxKind as never,
    checker: checker as never,
    from: before,
  });
}

/** @param before how much stands before the cell's text in the file */
export function typesAt(program: Program, file: string, before: number): TypesAt {
  const { checker } = program.getProject();
  return new TreeTypes<Node, Type, Signature>({
    root: program.getSourceFile(file)!,
    checker,
    before,
    parametersOf: signature =>
      signature.getParameters().map(symbol => ({ name: symbol.name, type: checker.getTypeOfSymbol(symbol) })),
  });
}
