// The reference backend: plain TypeScript, written to be read. It is the oracle that faster backends are held against.

import { shownAsDescribed } from "../../display/index.ts";
import type { DType, NDArray, Shape } from "../array.ts";
import type { Backend } from "../backend.ts";
import { layerNormOver } from "../layer-norm.ts";
import { philoxNumbers } from "../philox.ts";
import { activation, activationBackward } from "./activations.ts";
import { allocate, own } from "./arrays.ts";
import { binary, unary } from "./elementwise.ts";
import { fusedOver } from "./fused.ts";
import { addIntoRows, addIntoSlice, concat, slice, take, transpose } from "./layout.ts";
import { matmul } from "./matmul.ts";
import { recurrenceOver } from "./recurrence/index.ts";
import { argmax, reduce } from "./reductions.ts";
import { ternary } from "./ternary.ts";

function full(value: number, shape: Shape, dtype: DType): NDArray {
  const result = allocate(shape, dtype);
  result.data.fill(value);
  return result;
}

/**
 * The reference backend: plain TypeScript, float64 and float32 with float64 sums. Slow; the oracle of the others.
 * @example setBackend(reference)
 */
export const reference: Backend = shownAsDescribed({
  name: "reference",
  describe: () => "reference: plain TypeScript, float64 and float32 with float64 sums",
  fromValues(values, shape, dtype) {
    const result = allocate(shape, dtype);
    result.data.set(values);
    return result;
  },
  full,
  values: a => own(a).data.slice(),
  stretch: (a, shape) => binary("add", a, full(0, shape, a.dtype)),
  reshape: (a, shape) => ({ shape, dtype: a.dtype, data: a.data }),
  unary,
  binary,
  ternary,
  activation,
  activationBackward,
  matmul,
  reduce,
  argmax,
  transpose,
  slice,
  concat,
  take,
  addIntoSlice,
  addIntoRows,
  ...recurrenceOver({ unary, binary, matmul }),
  ...fusedOver({ unary, binary, matmul }),
  ...layerNormOver({ full, unary, binary, reduce }),
  random: philoxNumbers,
  forget: () => {},
  remember: () => {},
  free: () => {},
  scratch: compute => compute(),
});
