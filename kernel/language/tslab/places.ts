// TypeScript 6's tree and checker, as advice about a wrong cell asks them: see errors/places.ts.
import type { Node, Signature, Type } from "typescript";
import type { Diagnostic } from "../cell/diagnostic.ts";
import type { Names } from "../cell/names.ts";
import { TreeTypes, type TypesAt } from "../errors/places.ts";
import { unfitConditions } from "../meaning/conditions.ts";
import type { Note } from "../meaning/note.ts";
import { notesOn } from "../meaning/notes.ts";
import type { Tree } from "../meaning/tree.ts";
import type { Converter } from "./converter.ts";

/** The converter writes it before every text. */
const prefix = "export {};\n";

/** Conditions of the cell that say nothing. @param before how much stands before the cell's text in the file */
export function unfitConditionsIn(converter: Converter, file: string, before: number): Diagnostic[] {
  const tree = treeOf(converter, file, before);
  return (tree ? unfitConditions(tree) : []).map(({ start, end, ...rest }) => ({
    ...rest,
    start: start - prefix.length,
    end: end - prefix.length,
  }));
}

/** @param before how much stands before the cell's text in the file @param text the cell's own */
export function notesIn(converter: Converter, file: string, before: number, text: string, names: Names): Note[] {
  const tree = treeOf(converter, file, before);
  return tree ? notesOn(tree, text, names) : [];
}

function treeOf({ ts, program: current }: Converter, file: string, before: number): Tree | undefined {
  const program = current();
  const root = program.getSourceFile(file);
  if (!root) return undefined;
  return {
    root: root as never,
    forEachChild: (node, visit) => void ts.forEachChild(node as never, child => visit(child as never)),
    textOf: node => root.text.slice((node as unknown as Node).getStart(root), node.end),
    lineBehind: offset => /^.*/.exec(root.text.slice(offset))![0],
    kinds: ts.SyntaxKind as never,
    checker: program.getTypeChecker() as never,
    from: before + prefix.length,
  };
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
    membersOf: type => (type.isUnion() ? type.types : []),
    parametersOf: signature =>
      signature.getParameters().map(symbol => ({ name: symbol.name, type: checker.getTypeOfSymbol(symbol) })),
  });
}
