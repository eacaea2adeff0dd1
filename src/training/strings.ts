// The strings of compile(): Keras's names, in camelCase or as Keras spells them.
import { categoricalCrossentropy, type Loss, sparseCategoricalCrossentropy } from "../nn/index.ts";
import { categoricalAccuracy, type Metric, sparseCategoricalAccuracy } from "./metrics.ts";

/** A loss that compile knows by name, with what "accuracy" means beside it. */
interface NamedLoss {
  readonly loss: Loss;
  readonly accuracy: Metric;
}

const losses = {
  categoricalCrossentropy: { loss: categoricalCrossentropy, accuracy: categoricalAccuracy },
  sparseCategoricalCrossentropy: { loss: sparseCategoricalCrossentropy, accuracy: sparseCategoricalAccuracy },
} satisfies Record<string, NamedLoss>;

export type LossName = keyof typeof losses | "categorical_crossentropy" | "sparse_categorical_crossentropy";
export type MetricName = "accuracy";

/** @throws RangeError for an unknown name; lists the known ones. */
export function lossNamed(name: LossName): NamedLoss {
  const known = camelCase(name);
  if (!Object.hasOwn(losses, known))
    throw new RangeError(`compile knows the losses ${Object.keys(losses).join(", ")}, but got ${JSON.stringify(name)}`);
  return losses[known as keyof typeof losses];
}

const camelCase = (name: unknown): string =>
  String(name).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
