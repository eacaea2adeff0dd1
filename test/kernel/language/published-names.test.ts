// The names that the package publishes beside its types are those that a compiler reads there. Where a table cannot tell,
// there is none.
import assert from "node:assert/strict";
import { Compiler } from "../../../kernel/language/native/compiler.ts";
import { resolveAliases } from "../../../kernel/language/native/describe.ts";
import { publishedNames } from "../../../kernel/language/published-names.ts";
import { packageByFile, resolution, toSlashes } from "../../../kernel/language/virtual-files.ts";
import { root } from "../../needs.ts";

describe("published names", function () {
  this.timeout(20_000);

  const doors = ["unrolled", "unrolled/checking", "unrolled/cells", "unrolled/assignments"];

  it("are those that the compiler reads in the types of each door, values those that its module has", async () => {
    const cwd = toSlashes(root);
    const files = Object.fromEntries(doors.map((door, i) => [door, `${cwd}/__door_${i}__.ts`]));
    const compiler = new Compiler({ cwd, roots: Object.values(files), typeRoots: [], ...resolution(doors) });
    try {
      compiler.write(Object.fromEntries(doors.map(door => [files[door], `export * from "${door}";`])));
      const packageOf = packageByFile(doors);
      for (const door of doors) {
        const read = compiler.ask((program, api) => {
          const { checker } = program.getProject();
          const symbols = checker.getExportsOfModule(checker.getSymbolOfSourceFile(files[door]!)!);
          const meant = resolveAliases(api, checker, symbols);
          return symbols.map(({ name }, i) => ({ name, declaredBy: meant[i]!.declarations[0]?.path }));
        });
        const module = (await import(door)) as object;
        const expected = read.map(({ name, declaredBy }) => ({
          name,
          kind: name in module ? "const" : "type",
          door: packageOf(declaredBy),
        }));
        assert.ok(expected.length >= 10, door);
        assert.deepEqual(byName(publishedNames([door])!), byName(expected), door);
      }
    } finally {
      compiler.close();
    }
  });

  it("are not told of a folder, of a package without a table, and of what is no door", () => {
    assert.equal(publishedNames(["unrolled", root]), undefined);
    assert.equal(publishedNames(["unrolled", "acorn"]), undefined);
    assert.equal(publishedNames(["unrolled/nothing"]), undefined);
  });

  const byName = (names: readonly { name: string }[]) => names.toSorted((a, b) => (a.name < b.name ? -1 : 1));
});
