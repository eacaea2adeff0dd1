// The wasm backend keeps float32 arrays on its heap and float64 ones as the reference does. Which of the two an array is, its dtype
// says.
import type { DType, NDArray } from "../array.ts";
import type { Backend } from "../backend.ts";

type Primitives = Omit<Backend, "name" | "describe">;

export function byDType(float32: Primitives, float64: Primitives): Primitives {
  const of = (dtype: DType) => (dtype === "float64" ? float64 : float32);
  const by = (a: NDArray) => of(a.dtype);
  return {
    fromValues: (values, shape, dtype) => of(dtype).fromValues(values, shape, dtype),
    full: (value, shape, dtype) => of(dtype).full(value, shape, dtype),
    values: a => by(a).values(a),
    unary: (operation, a) => by(a).unary(operation, a),
    binary: (operation, a, b) => by(a).binary(operation, a, b),
    matmul: (a, b, transposeA, transposeB) => by(a).matmul(a, b, transposeA, transposeB),
    reduce: (operation, a, axes) => by(a).reduce(operation, a, axes),
    argmax: (a, axis) => by(a).argmax(a, axis),
    reshape: (a, shape) => by(a).reshape(a, shape),
    transpose: (a, axes) => by(a).transpose(a, axes),
    slice: (a, axis, start, stop) => by(a).slice(a, axis, start, stop),
    concat: (arrays, axis) => by(arrays[0]!).concat(arrays, axis),
    take: (a, indices) => by(a).take(a, indices),
    addIntoSlice: (target, part, axis, start) => by(target).addIntoSlice(target, part, axis, start),
    addIntoRows: (target, part, indices) => by(target).addIntoRows(target, part, indices),
    recurrence: (kind, inputs, options) => by(inputs.xs).recurrence(kind, inputs, options),
    recurrenceBackward: (kind, inputs, result, gradients, options) =>
      by(inputs.xs).recurrenceBackward(kind, inputs, result, gradients, options),
    logSoftmax: a => by(a).logSoftmax(a),
    logSoftmaxBackward: (y, gradient) => by(y).logSoftmaxBackward(y, gradient),
    crossEntropy: (logits, targets) => by(logits).crossEntropy(logits, targets),
    adam: (state, rates) => by(state.parameter).adam(state, rates),
    forget: (a, inputs, again) => by(a).forget(a, inputs, again),
    remember: (a, inputs, again) => by(a).remember(a, inputs, again),
    free: a => by(a).free(a),
    scratch: (compute, keeps) => float32.scratch(compute, keeps),
  };
}
