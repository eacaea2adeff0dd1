// The native compiler's tree and checker, as advice about a wrong cell asks them: see errors/places.ts.
import { type Node, SyntaxKind } from "typescript7/ast";
import type { Program, Signature, Type } from "typescript7/sync";
import type { Diagnostic } from "../cell/diagnostic.ts";
import type { Names } from "../cell/names.ts";
import { TreeTypes, type TypesAt } from "../errors/places.ts";
import { unfitConditions } from "../meaning/conditions.ts";
import type { Note } from "../meaning/note.ts";
import { notesOn } from "../meaning/notes.ts";
import type { Tree } from "../meaning/tree.ts";

/** Conditions of the cell that say nothing. @param before how much stands before the cell's text in the file */
export const unfitConditionsIn = (program: Program, file: string, before: number): Diagnostic[] =>
  unfitConditions(treeOf(program, file, before));

/** @param before how much stands before the cell's text in the file @param text the cell's own */
export const notesIn = (program: Program, file: string, before: number, text: string, names: Names): Note[] =>
  notesOn(treeOf(program, file, before), text, names);

function treeOf(program: Program, file: string, before: number): Tree {
  const { checker } = program.getProject();
  const root = program.getSourceFile(file)!;
  return {
    root: root as never,
    forEachChild: (node, visit) => void (node as unknown as Node).forEachChild(child => visit(child as never)),
    textOf: node => root.text.slice((node as unknown as Node).getStart(), node.end),
    lineBehind: offset => /^.*/.exec(root.text.slice(offset))![0],
    kinds: SyntaxKind as never,
    checker: checker as never,
    from: before,
  };
}

/** @param before how much stands before the cell's text in the file */
export function typesAt(program: Program, file: string, before: number): TypesAt {
  const { checker } = program.getProject();
  return new TreeTypes<Node, Type, Signature>({
    root: program.getSourceFile(file)!,
    checker,
    before,
    membersOf: type => (type.isUnionType() ? type.getTypes() : []),
    parametersOf: signature =>
      signature.getParameters().map(symbol => ({ name: symbol.name, type: checker.getTypeOfSymbol(symbol) })),
  });
}
