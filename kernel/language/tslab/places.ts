// TypeScript 6's tree and checker, as advice about a wrong cell asks them: see errors/places.ts.
import type { Node, Signature, Type } from "typescript";
import { TreeTypes, type TypesAt } from "../errors/places.ts";
import type { Converter } from "./converter.ts";

/** The converter writes it before every text. */
const prefix = "export {};\n";

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
    parameterTypes: signature => signature.getParameters().map(parameter => checker.getTypeOfSymbol(parameter)),
  });
}
