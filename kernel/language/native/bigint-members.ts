// `class C { @d 1n = 2 }`: what takes decorators away does not survive the name, of which the checker would tell later.
import { type Node, type SourceFile, SyntaxKind } from "typescript7/ast";
import type { Diagnostic } from "../cell/diagnostic.ts";

/** The errors of members that are named by a bigint. @param before how much stands before the text in the file */
export function bigintMembers(file: SourceFile, before: number): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: Node): void => {
    const { name } = node as Node & { name?: Node };
    if (name?.kind === SyntaxKind.BigIntLiteral)
      found.push({
        code: 1539,
        message: "A 'bigint' literal cannot be used as a property name.",
        start: name.getStart() - before,
        end: name.end - before,
      });
    node.forEachChild(child => void visit(child));
  };
  visit(file);
  return found;
}
