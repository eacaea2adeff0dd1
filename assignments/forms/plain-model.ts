// Models of plain numbers, for right and for wrong answers: the layers of the lesson with weights that are fixed and all different.

type Shape = readonly (number | null)[];
type Vector = readonly number[];

/** A number or lists of such. */
export type Nested = number | readonly Nested[];

/** A weight from −1 to 1 that depends on where it stands: no two layers and no two places have the same. */
const weight = (layer: number, from: number, to: number): number =>
  Math.sin(1 + 12.9898 * layer + 78.233 * from + 37.719 * to);

const matrices = new Map<string, readonly Vector[]>();

/** W, a row for each unit, divided by √n as a layer's starting weights are; made once. */
function matrix(layer: number, n: number, units: number): readonly Vector[] {
  const key = `${layer}, ${n}, ${units}`;
  const known = matrices.get(key);
  if (known) return known;
  const made = Array.from({ length: units }, (_, to) =>
    Array.from({ length: n }, (_, from) => weight(layer, from, to) / Math.sqrt(n)),
  );
  matrices.set(key, made);
  return made;
}

/** W x */
const times = (layer: number, x: Vector, units: number): number[] =>
  matrix(layer, x.length, units).map(row => row.reduce((sum, value, from) => sum + value * x[from]!, 0));

/** h_t = tanh(W x_t + U h_(t−1)) for every step, from h₀ = 0. */
function states(layer: number, steps: readonly Vector[], units: number): number[][] {
  let h: number[] = Array.from({ length: units }, () => 0);
  return steps.map(x => {
    const old = times(layer + 0.5, h, units);
    h = times(layer, x, units).map((value, i) => Math.tanh(value + old[i]!));
    return h;
  });
}

/** What one layer makes of one sample; a layer of a kind that is not listed has a state. */
function forward(place: number, kind: string, outputShape: Shape, x: Nested): Nested {
  const units = outputShape.at(-1)!;
  const steps = (Array.isArray((x as Nested[])[0]) ? x : [x]) as Vector[];
  if (kind === "RepeatVector") return Array.from({ length: outputShape[0]! }, () => x);
  if (kind === "Dense") {
    const made = steps.map(step => times(place, step, units));
    return outputShape.length === 1 ? made[0]! : made;
  }
  const all = states(place, steps, units);
  return outputShape.length === 1 ? all.at(-1)! : all;
}

/** A plain model of these layers. Shapes are those of one sample; `predict` takes a batch. */
export const modelOf = (inputShape: Shape, ...layers: readonly [kind: string, outputShape: Shape][]) => ({
  layers: layers.map(([kind, outputShape], i) => ({ kind, outputShape, options: i === 0 ? { inputShape } : {} })),
  predict: (batch: Nested) => ({
    toArray: (): Nested =>
      (batch as Nested[]).map(sample =>
        layers.reduce((x, [kind, shape], place) => forward(place, kind, shape, x), sample),
      ),
  }),
});
