// An answer that is a function which builds a model: judged for several sizes by the shapes that the model takes and gives, and
// by what it does with random inputs.
//
// This room knows no layer. It reads a model by `layers`, each with `kind`, `outputShape` and the `inputShape` of its options,
// and asks it by `predict`.
import { describeAnswer } from "../../src/checking/describe.ts";
import { ____, type Judge, Random } from "../../src/checking/index.ts";
import type { Nested } from "./plain-model.ts";
import { timingOf } from "./timing.ts";

type Shape = readonly (number | null)[];

/** What is read of a layer. Shapes are those of one sample. */
export interface LayerLike {
  readonly kind: string;
  readonly outputShape?: Shape | undefined;
  readonly options?: { readonly inputShape?: Shape };
}

/** What is read of a model. */
export interface ModelLike {
  readonly layers: readonly LayerLike[];
  /** What comes out for a batch. */
  predict(batch: Nested): { toArray(): unknown };
}

/** A student's function: sizes in, a model out. */
export type Builder = (...sizes: number[]) => ModelLike;

/** What `builds` is told. */
export interface BuildOptions {
  /** The names of the sizes, in the order of the function's arguments: ["T", "d", "k"]. */
  readonly sizes: readonly string[];
  /** What the model reads, for these sizes. */
  readonly reads: (...sizes: number[]) => Shape;
  /** What comes out of it. */
  readonly gives: (...sizes: number[]) => Shape;
  /** A function that builds it, of plain models. */
  readonly right: Builder;
}

const recurrent = ["SimpleRNN", "LSTM", "GRU", "Bidirectional"];
const trials = 3;
const shown = (shape: Shape | undefined): string =>
  shape ? `(${["None", ...shape.map(n => n ?? "None")].join(", ")})` : "none";

/**
 * What counts of a model: what it reads, what it gives, whether something in it carries a state, whether its outputs differ from
 * step to step, and whether the first of them waits for the last input.
 */
const traitsOf = (model: ModelLike) => {
  const shapes = shapesOf(model);
  return { ...shapes, ...timingOf(shapes.reads, batch => model.predict(batch).toArray()) };
};

/** The part of it that needs no prediction. */
const shapesOf = ({ layers }: ModelLike) => ({
  reads: layers[0]?.options?.inputShape,
  gives: layers.at(-1)?.outputShape,
  carries: layers.some(({ kind }) => recurrent.includes(kind)),
});

/** Whether two models count as the same; most are told apart without a prediction. */
const alike = (a: ModelLike, b: ModelLike): boolean => same(shapesOf(a), shapesOf(b)) && same(traitsOf(a), traitsOf(b));

const isModel = (value: unknown): value is ModelLike =>
  typeof value === "object" &&
  value !== null &&
  Array.isArray((value as Partial<ModelLike>).layers) &&
  typeof (value as Partial<ModelLike>).predict === "function";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Sizes that are all different, the same for the same seed. */
const sizesFor = ({ sizes }: BuildOptions, seed: string): number[][] =>
  Array.from({ length: trials }, (_, trial) =>
    new Random(`${seed}, ${trial}`).sample([2, 3, 4, 5, 6, 7, 8, 9], sizes.length),
  );

/** A function that builds a model which reads and gives what is asked for, in any size, and has a recurrent layer. */
export function builds(options: BuildOptions): Judge<Builder> {
  const { sizes: names, reads, gives, right } = options;
  const wanted = (sizes: number[]) => ({
    ...traitsOf(right(...sizes)),
    reads: reads(...sizes),
    gives: gives(...sizes),
  });
  const isSame = (a: Builder, b: Builder): boolean =>
    a === b || sizesFor(options, "the same?").every(sizes => alike(a(...sizes), b(...sizes)));

  return {
    right,
    fault: value =>
      typeof value === "function"
        ? undefined
        : `expected your function, by its name and without parentheses, but got ${describeAnswer(value)}`,
    judge(answer, { seed, attempt, fingerprints, isLeftBlank }) {
      const tried = sizesFor(options, seed).map(sizes => ({
        sizes,
        model: attempt(() => answer(...sizes)) as unknown,
      }));
      if (isLeftBlank || tried.some(({ model }) => model === ____)) return { credit: 0, blank: true };
      const strange = tried.find(({ model }) => !isModel(model));
      if (strange)
        return {
          credit: 0,
          message: `expected a model, as sequential([…]) makes it, but got ${describeAnswer(strange.model)}: is a return missing?`,
        };
      const built = tried.map(({ sizes, model }) => ({ sizes, traits: attempt(() => traitsOf(model as ModelLike)) }));
      const wrong = built.filter(({ sizes, traits }) => !same(traits, wanted(sizes)));
      const [first] = wrong;
      if (!first) return 1;
      const credit = (trials - wrong.length) / trials;
      const mistake = fingerprints.find(known =>
        built.every(({ sizes, traits }) => same(traits, traitsOf(known.answer(...sizes)))),
      );
      if (mistake) return { credit, mistake };
      const { traits, sizes } = first;
      const where = `for ${names.map((name, i) => `${name} = ${sizes[i]}`).join(", ")}`;
      const { reads: takes, gives: makes, waits } = wanted(sizes);
      if (traits.reads === undefined)
        return { credit, message: "its first layer does not say what is read: give that layer an inputShape" };
      if (!same(traits.reads, takes))
        return { credit, message: `${where} it should read ${shown(takes)}, but reads ${shown(traits.reads)}` };
      if (!traits.carries) return { credit, message: "no layer in it carries a state from step to step" };
      if (same(traits.gives, makes)) {
        if (traits.varies === false)
          return { credit, message: "its outputs are the same at every step; they should differ" };
        const says = waits ? "does not know the last input yet" : "depends on the last input already";
        return { credit, message: `its shape is right, but its first output ${says}: when should it start to write?` };
      }
      return { credit, message: `${where} it should give ${shown(makes)}, but gives ${shown(traits.gives)}` };
    },
    same: isSame,
    format: () => "your function",
  };
}
