// The README of this folder says of every port what must agree, and no port is without numbers from elsewhere.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const folder = new URL("./", import.meta.url);
const ports = readdirSync(folder)
  .filter(name => name.endsWith(".test.ts") && name !== "readme.test.ts")
  .map(name => name.replace(".test.ts", ""));

describe("ports", () => {
  it("are listed in the README, each once, and no other", () => {
    const rows = readFileSync(new URL("README.md", folder), "utf8").matchAll(/^\| `([\w-]+)`/gm);
    assert.deepEqual([...rows].map(([, name]) => name).sort(), ports.sort());
  });

  it("have a script and its numbers in test/fixtures/ports", () => {
    for (const port of ports)
      for (const ending of ["py", "json"]) {
        const file = new URL(`../fixtures/ports/${port.replaceAll("-", "_")}.${ending}`, folder);
        assert.ok(existsSync(file), file.pathname);
      }
  });

  it("import nothing of the toolkit but its door", () => {
    for (const port of ports) {
      // A program that is reproduced elsewhere, too, stands in a file of its own beside its test.
      const files = [`${port}.test.ts`, `${port}.ts`]
        .map(name => new URL(name, folder))
        .filter(file => existsSync(file));
      const text = files.map(file => readFileSync(file, "utf8")).join("\n");
      const found = [...text.matchAll(/from "(\.\.\/\.\.\/src\/.*)"/g)].map(([, path]) => path);
      assert.deepEqual(found, ["../../src/index.ts"], port);
    }
  });
});
