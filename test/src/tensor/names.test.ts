// The page of names beside other libraries' (src/tensor/names.md): every name on it exists, and none of ours is missing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as door from "../../../src/index.ts";
import * as room from "../../../src/tensor/index.ts";
import words from "../../../src/words.json" with { type: "json" };
import libraries from "../../fixtures/library_names.json" with { type: "json" };

const page = readFileSync(new URL("../../../src/tensor/names.md", import.meta.url), "utf8");
const names = ["NumPy", "PyTorch", "Keras"] as const;

/** Rows of the tables with four columns: ours, and the name in each library, "" where it has none. */
const rows = page
  .split("\n")
  .filter(line => line.startsWith("|`") && line.split("|").length === 6)
  .map(line => {
    const [ours, ...theirs] = line.split("|").slice(1, 5).map(cell => cell.replaceAll("`", "").trim()); // biome-ignore format: a line
    return { ours: ours!, theirs };
  });
const nameOf = (ours: string) => /^(?:x\.|loss\.)?(\w+)/.exec(ours)![1]!;
const isMember = (ours: string) => /^(?:x|loss)\./.test(ours);
const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

describe("names beside other libraries'", () => {
  it("exist here", () => {
    const members = room.Tensor.prototype;
    const missing = rows.map(({ ours }) => ours).filter(ours => !(nameOf(ours) in (isMember(ours) ? members : door)));
    assert.deepEqual([rows.length > 90, missing], [true, []]);
  });

  it("exist there", () => {
    for (const [i, library] of names.entries()) {
      const wrong = rows.flatMap(({ theirs }) => theirs[i] || []).filter(name => !libraries[library].includes(name));
      assert.deepEqual(wrong, [], library);
    }
  });

  it("leave out no function of tensors at the door", () => {
    const here = new Set(rows.map(({ ours }) => nameOf(ours)));
    const functions = Object.keys(room).filter(name => /^[a-z]/.test(name) && name in door);
    assert.deepEqual(functions.filter(name => !here.has(name)), []); // biome-ignore format: a line
  });

  it("lead from theirs to ours where somebody types them", () => {
    const lost = rows
      .filter(({ ours }) => !isMember(ours))
      .flatMap(({ ours, theirs }) => theirs.filter(name => name !== "").map(name => [name, nameOf(ours)] as const))
      .filter(([name, ours]) => {
        const last = name.split(".").at(-1)!;
        const told = (words.names as Record<string, string>)[last];
        // A name that is ours, too, needs no word; what differs under the same name stands on the page.
        return !(last in door) && camel(last) !== ours && !told?.includes(ours);
      });
    assert.deepEqual(lost, []);
  });
});
