// Which places of a cell name what: a name that the cell declares at its top level, one of an earlier cell, or a file's own.
import type { Identifier, Program } from "acorn";
import { analyze, type Reference, type Scope } from "eslint-scope";

/** Names of the two kinds that live in slots. */
export interface TopLevelNames {
  declares: { has(name: string): boolean };
  reads: ReadonlyMap<string, { isConstant: boolean }>;
}

/** What an identifier stands for. */
export type Meaning =
  /** A name that the cell declares, or an earlier one; `constant`: it is assigned to here, and may not be. */
  | { kind: "declared" | "earlier" | "constant"; name: string }
  /** A name that every file of CommonJS has: the member of the cell's context that stands for it. */
  | { kind: "file"; name: string };

const ofFile = new Map([
  ["__dirname", "meta.dirname"],
  ["__filename", "meta.filename"],
  ["module", "module"],
  ["exports", "exports"],
]);

/** The identifiers that mean a top-level name of a cell, this one or an earlier, or a name of CommonJS. */
export function referencesIn(program: Program, { declares, reads }: TopLevelNames): Map<Identifier, Meaning> {
  const { globalScope } = analyze(program as never, { ecmaVersion: 2026 as never, sourceType: "module" });
  const top = globalScope!.childScopes[0] as Scope;
  const found = new Map<Identifier, Meaning>();
  const add = (reference: Reference, kind: "declared" | "earlier", isConstant: boolean) => {
    const { name } = reference.identifier;
    // A cast to `any` hides it from the compiler, but the value is still constant.
    const assigns = reference.isWrite() && !reference.init;
    found.set(reference.identifier as Identifier, { kind: isConstant && assigns ? "constant" : kind, name });
  };
  for (const { name, references, defs } of top.variables) {
    if (!declares.has(name)) continue;
    const isConstant = defs.some(({ type, parent }) => type === "Variable" && parent.kind === "const");
    for (const reference of references) add(reference, "declared", isConstant);
  }
  for (const reference of globalScope!.through) {
    const { name } = reference.identifier;
    const earlier = reads.get(name);
    const member = ofFile.get(name);
    if (earlier) add(reference, "earlier", earlier.isConstant);
    else if (member !== undefined) found.set(reference.identifier as Identifier, { kind: "file", name: member });
  }
  return found;
}
