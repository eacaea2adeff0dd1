// The native compiler's tree and checker, as advice about a wrong cell asks them: see errors/places.ts.
import type { Node } from "typescript7/ast";
import type { Program, Signature, Type } from "typescript7/sync";
import { TreeTypes, type TypesAt } from "../errors/places.ts";

/** @param before how much stands before the cell's text in the file */
export function typesAt(program: Program, file: string, before: number): TypesAt {
  const { checker } = program.getProject();
  return new TreeTypes<Node, Type, Signature>({
    root: program.getSourceFile(file)!,
    checker,
    before,
    parameterTypes: signature => signature.getParameters().map(parameter => checker.getTypeOfSymbol(parameter)),
  });
}
