// Initializers that keep the variance of what passes through: by how many numbers a weight reads and feeds.
import { type DType, type Shape, sizeOf } from "../../backend/index.ts";
import { assertDType, assertGenerator } from "../../options.ts";
import { fromFlat, type Rng, type Tensor } from "../../tensor/index.ts";
import { fans, type Initializer, uniformInitializer } from "./initializer.ts";

/**
 * U(−a, a) with a = √(6 / (fanIn + fanOut)) for a kernel [fanIn, fanOut]: keeps the variance of activations and gradients
 * the same from layer to layer. Keras's default for kernels.
 * X. Glorot, Y. Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html
 * @throws RangeError for a weight that is no matrix
 */
export const glorotUniform: Initializer = (shape, rng, dtype) => {
  const [fanIn, fanOut] = fans("glorotUniform", shape);
  return uniformInitializer(Math.sqrt(6 / (fanIn + fanOut)))(shape, rng, dtype);
};

/**
 * N(0, 2 / (fanIn + fanOut)), cut off at two standard deviations as Keras does. X. Glorot, Y. Bengio 2010.
 * @throws RangeError for a weight that is no matrix
 */
export const glorotNormal: Initializer = (shape, rng, dtype) => {
  const [fanIn, fanOut] = fans("glorotNormal", shape);
  return truncatedNormal("glorotNormal", Math.sqrt(2 / (fanIn + fanOut)), shape, rng, dtype);
};

/**
 * U(−a, a) with a = √(6 / fanIn): as Glorot's for relu, which stops half of what it reads.
 * K. He et al. 2015, https://arxiv.org/abs/1502.01852
 * @throws RangeError for a weight that is no matrix
 */
export const heUniform: Initializer = (shape, rng, dtype) => {
  const [fanIn] = fans("heUniform", shape);
  return uniformInitializer(Math.sqrt(6 / fanIn))(shape, rng, dtype);
};

/**
 * N(0, 2 / fanIn), cut off at two standard deviations as Keras does. K. He et al. 2015.
 * @throws RangeError for a weight that is no matrix
 */
export const heNormal: Initializer = (shape, rng, dtype) => {
  const [fanIn] = fans("heNormal", shape);
  return truncatedNormal("heNormal", Math.sqrt(2 / fanIn), shape, rng, dtype);
};

/** The standard deviation of a standard normal distribution that is cut off at ±2. */
const truncated = 0.87962566103423978;

/** Normal numbers without those beyond two (untruncated) deviations; the deviation after the cut is the one asked for. */
function truncatedNormal(who: string, standardDeviation: number, shape: Shape, rng: Rng, dtype: DType): Tensor {
  assertGenerator(who, "rng", rng);
  assertDType(who, dtype);
  const draw = () => {
    let x = rng.normal();
    while (Math.abs(x) > 2) x = rng.normal();
    return (x * standardDeviation) / truncated;
  };
  return fromFlat(Float64Array.from({ length: sizeOf(shape) }, draw), shape, { dtype });
}
