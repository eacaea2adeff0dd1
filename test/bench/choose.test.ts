import assert from "node:assert/strict";
import { choose } from "./choose.ts";

describe("a bench's list of names", () => {
  const known = ["wasm", "fit", "pytorch"];

  it("is the standard one where left out, and all that are known by `all`", () => {
    assert.deepEqual(choose("engines", undefined, ["fit"], known), ["fit"]);
    assert.deepEqual(choose("engines", "all", ["fit"], known), known);
    assert.deepEqual(choose("engines", "pytorch,wasm", ["fit"], known), ["pytorch", "wasm"]);
  });

  it("refuses a name that is not known, and says which are", () => {
    assert.throws(
      () => choose("engines", "wasm,torch", [], known),
      /--engines knows wasm, fit, pytorch and all, but got "torch"/,
    );
  });
});
