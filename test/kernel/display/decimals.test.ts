// The digits that a slider shows: a number shown is the number that is set.
import assert from "node:assert/strict";
import { decimalsOf } from "../../../kernel/display/decimals.ts";

describe("digits after the point", () => {
  for (const [value, digits] of [
    [1, 0],
    [-2, 0],
    [0, 0],
    [0.1, 1],
    [0.25, 2],
    [2.5, 1],
    [0.125, 3],
    [1e-3, 3],
    [1e-7, 7],
    [1e-12, 8],
    [1 / 3, 1],
    [0.07, 2],
    [0.1 + 0.2, 1],
  ] as const)
    it(`${value} has ${digits}`, () => assert.equal(decimalsOf(value), digits));
});
