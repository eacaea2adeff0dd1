// The page of conventions (src/nn/conventions.md): its code gives its figures, and the others' are those of Keras and PyTorch.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as data from "../../../src/data/index.ts";
import { singularValues } from "../../../src/diagnostics/index.ts";
import * as nn from "../../../src/nn/index.ts";
import * as optim from "../../../src/optim/index.ts";
import * as tensors from "../../../src/tensor/index.ts";
import * as training from "../../../src/training/index.ts";
import libraries from "../../fixtures/conventions.json" with { type: "json" };

const page = readFileSync(new URL("../../../src/nn/conventions.md", import.meta.url), "utf8");
const inScope = { ...tensors, ...nn, ...data, ...optim, ...training, singularValues };
const helpers = /```js\n([\s\S]*?)```/.exec(page)![1]!;

/** A line of the tables. */
const lines = page.split("\n").flatMap(line => {
  const found = /^\| (.+?) \| (.+)<br>`(.+)` \| (.+?) \| (.+?) \| (.+?) \|$/.exec(line);
  return found ? [{ name: found[1]!, code: found[3]!, figures: found.slice(4) }] : [];
});

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<unknown>;
const run = (code: string) =>
  new AsyncFunction(...Object.keys(inScope), `${helpers}\nreturn (${code})`)(...Object.values(inScope));

/** Numbers in their order, whatever holds them. */
const flat = (value: unknown): number[] =>
  value instanceof tensors.Tensor
    ? [...value.values()]
    : Array.isArray(value)
      ? value.flatMap(flat)
      : [value as number];

/** Three digits are written; of a random start the first ones. */
function assertFigure(written: string, value: unknown, what: string): void {
  const tolerance = written.startsWith("≈") ? 0.06 : 0.01;
  const [expected, actual] = [flat(JSON.parse(written.replace("≈ ", ""))), flat(value)];
  assert.equal(actual.length, expected.length, `${what}: ${actual} where the page says ${written}`);
  for (const [i, x] of expected.entries())
    assert.ok(Math.abs(actual[i]! - x) <= tolerance * Math.abs(x), `${what}: ${actual} where the page says ${written}`);
}

describe("conventions", () => {
  it("the page has all lines that Keras and PyTorch were asked for, and no other", () => {
    assert.deepEqual(lines.map(({ name }) => name), Object.keys(libraries.lines)); // biome-ignore format: a line
    assert.ok(lines.length >= 35);
  });

  for (const { name, code, figures } of lines)
    it(`${name}: ${figures.join(" | ")}`, async () => {
      const [ours, ...theirs] = figures;
      assertFigure(ours!, await run(code), `here, ${code}`);
      for (const [i, library] of ["Keras", "PyTorch"].entries()) {
        const value = (libraries.lines as Record<string, readonly unknown[]>)[name]![i];
        if (value === null || typeof value === "string") assert.equal(theirs[i], value ?? "–", library);
        else assertFigure(theirs[i]!, value, library);
      }
    });
});
