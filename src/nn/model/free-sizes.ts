// Which sizes of its first samples a model keeps open: the number of time steps is one, unless a layer depends on it.
import type { Tensor } from "../../tensor/index.ts";
import { shapesOnly } from "../initializers/index.ts";
import type { AnyLayer, SampleShape } from "../layers/layer.ts";

/** What a layer became for samples of one shape: that of its output, and those of its weights. */
interface Made {
  readonly output: SampleShape;
  readonly weights: string;
}

/** The shape that a model is made for, and the number of the layer that keeps its first size from being open. */
export interface FreeShape {
  readonly shape: SampleShape;
  readonly needs?: number;
}

/**
 * The shape of samples with as many sizes open (null) as the layers allow; never the last one, which weights depend on, except
 * for ids. A layer allows it where its weights and its output are the same, but for open sizes.
 * @param make makes the layers for a shape, one after the other, and calls `made` with each; before it throws it undoes that itself
 * @param undo undoes what `make` did without throwing
 */
export function freeShape(
  first: SampleShape,
  takesIds: boolean,
  make: (shape: SampleShape, made: (layer: AnyLayer) => void) => void,
  undo: () => void,
): FreeShape {
  const open = (count: number): SampleShape => first.map((n, axis) => (axis < count ? null : n));
  const all = first.length - (takesIds ? 0 : 1);
  const counts = [...new Set([all, 1])].filter(count => count >= 1 && count <= all);
  if (counts.length === 0) return { shape: first };
  const tried = (shape: SampleShape): Made[] => {
    const found: Made[] = [];
    try {
      shapesOnly(() => make(shape, layer => found.push(madeOf(layer))));
      undo();
    } catch (error) {
      // A layer that needs the size throws. One that the samples do not fit throws, too, and again when the model is built.
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    }
    return found;
  };
  let needs = 0;
  const fixed = tried(first);
  for (const count of counts) {
    const free = tried(open(count));
    const differs = fixed.findIndex((made, i) => !free[i] || !agree(made, free[i]));
    if (differs < 0) return { shape: open(count) };
    needs = differs;
  }
  return { shape: first, needs };
}

const madeOf = (layer: AnyLayer): Made => ({
  output: layer.outputShape!,
  weights: JSON.stringify(layer.parameters().map(({ parameter }) => parameter.shape)),
});

const agree = (fixed: Made, free: Made): boolean =>
  fixed.weights === free.weights &&
  fixed.output.length === free.output.length &&
  free.output.every((n, axis) => n === null || n === fixed.output[axis]);

/**
 * What to do where only the number of time steps (or rows, or columns) is another.
 * @param where to write the open shape @param needs the layer that depends on that number, where one is known to
 */
export function adviceForLength(
  expected: SampleShape,
  { shape: [, ...sample] }: Tensor,
  where: (open: string) => string,
  needs?: AnyLayer,
): string {
  const last = expected.length - 1;
  const other = expected.findIndex((n, axis) => n !== null && n !== sample[axis]);
  if (sample.length !== expected.length || last < 1 || other === last || expected[last] !== sample[last]) return "";
  if (needs) return `; ${needs.describe()} depends on the ${expected[other]} of the first samples, so give all as many`;
  const open = expected.map((n, axis) => (n === null || (axis < last && n !== sample[axis]) ? "null" : n));
  return `; ${where(`[${open.join(", ")}]`)} takes any number`;
}
