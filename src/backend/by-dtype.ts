// A backend may keep float32 arrays in one place and float64 ones in another, or compute them by other kernels: an array's dtype says
// which. What is for float64 is made when it is first wanted.
import type { DType, NDArray } from "./array.ts";
import type { Backend } from "./backend.ts";

export type Primitives = Omit<Backend, "name" | "describe">;

export function byDType(float32: Primitives, makeFloat64: () => Primitives): Primitives {
  let float64: Primitives | undefined;
  const of = (dtype: DType) => {
    if (dtype !== "float64") return float32;
    float64 ??= makeFloat64();
    return float64;
  };
  const by = (a: NDArray) => of(a.dtype);
  return {
    fromValues: (values, shape, dtype) => of(dtype).fromValues(values, shape, dtype),
    full: (value, shape, dtype) => of(dtype).full(value, shape, dtype),
    values: a => by(a).values(a),
    unary: (operation, a) => by(a).unary(operation, a),
    binary: (operation, a, b) => by(a).binary(operation, a, b),
    ternary: (operation, a, b, c, shape) => by(a).ternary(operation, a, b, c, shape),
    activation: (f, x) => by(x).activation(f, x),
    activationBackward: (f, g, x) => by(x).activationBackward(f, g, x),
    matmul: (a, b, transposeA, transposeB) => by(a).matmul(a, b, transposeA, transposeB),
    reduce: (operation, a, axes) => by(a).reduce(operation, a, axes),
    argmax: (a, axis) => by(a).argmax(a, axis),
    stretch: (a, shape) => by(a).stretch(a, shape),
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
    softmax: a => by(a).softmax(a),
    softmaxBackward: (y, gradient) => by(y).softmaxBackward(y, gradient),
    logSoftmax: a => by(a).logSoftmax(a),
    logSoftmaxBackward: (y, gradient) => by(y).logSoftmaxBackward(y, gradient),
    crossEntropy: (logits, targets) => by(logits).crossEntropy(logits, targets),
    layerNorm: (x, scales) => by(x).layerNorm(x, scales),
    layerNormBackward: (x, scales, gradient) => by(x).layerNormBackward(x, scales, gradient),
    adam: (state, rates) => by(state.parameter).adam(state, rates),
    forget: (a, inputs, again) => by(a).forget(a, inputs, again),
    remember: (a, inputs, again) => by(a).remember(a, inputs, again),
    free: a => by(a).free(a),
    random: (kind, first, key, into) => float32.random(kind, first, key, into),
    scratch: (compute, keeps) => float32.scratch(compute, keeps),
  };
}
