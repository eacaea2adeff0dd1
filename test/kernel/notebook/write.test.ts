import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatNotebook, parseNotebook, writeNotebook } from "../../../kernel/notebook/index.ts";
import { notebook } from "./toy.ts";

describe("formatNotebook", () => {
  // Written by nbformat 5.11 in Python: line separators of every kind, all output types, attachments, sorted keys.
  for (const file of ["written-by-nbformat.ipynb", "written-by-nbformat-4.2.ipynb"])
    it(`writes ${file} as Python's nbformat wrote it, byte for byte`, async () => {
      const text = await readFile(fileURLToPath(new URL(file, import.meta.url)), "utf8");
      assert.equal(formatNotebook(parseNotebook(text, file)), text);
    });
});

describe("formatNotebook with half a surrogate pair", () => {
  it("writes text that UTF-8 can say", () => {
    const text = formatNotebook(notebook({ cell_type: "markdown", metadata: {}, source: "a\ud83db 😀" }));
    assert.ok(!text.includes("\\ud"));
    const [cell] = parseNotebook(text, "a.ipynb").cells;
    assert.equal(cell?.source, "a\ufffdb 😀");
  });
});

describe("writeNotebook", () => {
  const content = notebook({ cell_type: "markdown", metadata: {}, source: "a" });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "unrolled-write-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("leaves the file and nothing else", async () => {
    await writeNotebook(join(folder, "a.ipynb"), content);
    assert.deepEqual(await readdir(folder), ["a.ipynb"]);
    assert.equal(await readFile(join(folder, "a.ipynb"), "utf8"), formatNotebook(content));
  });

  it("keeps the permissions of the file it replaces, and follows a link", async function () {
    if (process.platform === "win32") this.skip();
    const path = join(folder, "a.ipynb");
    await writeFile(path, "old");
    await chmod(path, 0o640);
    await symlink("a.ipynb", join(folder, "link.ipynb"));
    await writeNotebook(join(folder, "link.ipynb"), content);
    assert.deepEqual((await readdir(folder)).sort(), ["a.ipynb", "link.ipynb"]);
    assert.equal((await stat(path)).mode & 0o777, 0o640);
    assert.equal(await readFile(path, "utf8"), formatNotebook(content));
  });

  it("says where it cannot write, and leaves nothing half-written", async () => {
    await assert.rejects(writeNotebook(join(folder, "no", "a.ipynb"), content), /a\.ipynb cannot be written: ENOENT/);
    await assert.rejects(writeNotebook(folder, content), /cannot be written/);
    assert.deepEqual(await readdir(folder), []);
    assert.ok(!(await readdir(join(folder, ".."))).some(name => name.startsWith(".unrolled-write-")));
  });
});
