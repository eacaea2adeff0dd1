// Offers tensors to whoever knows no toolkit: a check makes the arguments of a student's function by
// globalThis[Symbol.for("Unrolled.tensor")], a function of nested lists that gives a tensor of float64.
import { tensor } from "./creation.ts";
import type { NestedNumbers } from "./nested.ts";

Object.defineProperty(globalThis, Symbol.for("Unrolled.tensor"), {
  value: (values: NestedNumbers) => tensor(values, { dtype: "float64" }),
  configurable: true,
});
