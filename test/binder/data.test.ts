// npm start -- --with-data: the option, and the lock of what it installs.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "../../binder/commands/start.mjs";
import { root } from "../needs.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("npm start with real data", () => {
  it("is asked for by an option", () => {
    assert.equal(readOptions(["--with-data"]).withData, true);
    assert.equal(readOptions([]).withData, false);
  });

  it("locks the packages that the toolkit looks for, and none with a script or a registry's address", () => {
    const code = globSync("src/data/sets/*.ts", { cwd: root }).map(read).join("\n");
    const names = [...code.matchAll(/"(@stdlib\/[\w-]+|mnist)"/g)].map(([, name]) => name!);
    const { dependencies } = JSON.parse(read("binder/data/package.json")) as { dependencies: Record<string, string> };
    assert.deepEqual(Object.keys(dependencies), [...new Set(names)].sort());
    const { packages } = JSON.parse(read("binder/data/package-lock.json")) as {
      packages: Record<string, { version?: string; hasInstallScript?: boolean; resolved?: string }>;
    };
    for (const [name, version] of Object.entries(dependencies))
      assert.equal(packages[`node_modules/${name}`]?.version, version);
    for (const [path, { hasInstallScript, resolved }] of Object.entries(packages))
      assert.deepEqual([hasInstallScript, resolved], [undefined, undefined], path);
  });
});
