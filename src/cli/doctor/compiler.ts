// The compiler: TypeScript's native one, a binary for each platform. It is there if it finds an error in a line.
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "./check.ts";
import { repair } from "./repair.ts";

export const compiler: Check = {
  id: "compiler",
  title: "Compiler",
  next: `${repair} (with optional packages, --include=optional: the compiler's binary is one of them)`,
  async find() {
    const [{ Compiler }, { toDiagnostics }, { version }] = await Promise.all([
      import("../../../kernel/language/native/compiler.ts"),
      import("../../../kernel/language/native/diagnostics.ts"),
      import("typescript7"),
    ]);
    const file = join(tmpdir(), "__doctor__.ts");
    const began = performance.now();
    const compiler = new Compiler({ cwd: tmpdir(), roots: [file], typeRoots: [] });
    try {
      compiler.write({ [file]: 'export const answer: number = "42"' });
      const errors = compiler.ask(program => toDiagnostics(program.getSemanticDiagnostics(file)));
      const codes = errors.map(({ code }) => `TS${code}`).join(", ");
      const time = `in ${Math.round(performance.now() - began)} ms`;
      if (codes === "TS2322")
        return { status: "ok", found: `TypeScript ${version}, started and found an error ${time}` };
      return { status: "fault", found: `TypeScript ${version} expected to find TS2322, but got ${codes || "nothing"}` };
    } finally {
      compiler.close();
    }
  },
};
