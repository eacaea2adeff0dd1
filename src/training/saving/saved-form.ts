// What saved data has to be like, before a model is made of it: a right check sum says only that nothing was changed since.
import { describe, isObject, isSampleShape } from "../../options.ts";

type Fits = (value: unknown) => boolean;

const isText: Fits = value => typeof value === "string";
const isList: Fits = Array.isArray;
const listOf =
  (fits: Fits): Fits =>
  value =>
    Array.isArray(value) && value.every(fits);
const has =
  (fields: Form): Fits =>
  value =>
    isObject(value) && misfit(fields, value as object) === undefined;
/** By the names of fields, what fits there. */
interface Form {
  readonly [field: string]: Fits;
}

const isLayer = has({ kind: isText, config: isObject });
const layers: Fits = value => listOf(isLayer)(value) && (value as unknown[]).length > 0;
const isRate: Fits = value => typeof value === "number" || has({ schedule: isText, arguments: isList })(value);
const isTraining: Fits = has({
  loss: isText,
  metrics: listOf(isText),
  optimizer: has({ name: isText, learningRate: isRate }),
  optimizerState: isObject,
  random: listOf(isObject),
  carried: listOf(state => state === null || isObject(state)),
});
const common: Form = {
  layers,
  weights: isObject,
  training: value => value === null || isTraining(value),
};
const isSource: Fits = value => has({ input: Number.isInteger })(value) || has({ call: Number.isInteger, output: Number.isInteger })(value); // biome-ignore format: two kinds
export const sequentialForm: Form = { ...common, inputShape: isSampleShape };
export const functionalForm: Form = {
  ...common,
  inputs: listOf(has({ name: isText, shape: isSampleShape })),
  calls: listOf(has({ layer: Number.isInteger, inputs: listOf(isSource), states: listOf(isSource) })),
  outputs: listOf(isSource),
};

const misfit = (form: Form, data: object): string | undefined =>
  Object.keys(form).find(field => !form[field]!((data as { readonly [field: string]: unknown })[field]));

/** @throws Error that names the first field that is not as `save()` writes it */
export function assertForm(form: Form, data: object): void {
  const field = misfit(form, data);
  if (field !== undefined)
    throw new Error(
      `loadModel expects what model.save() gave, but its ${field} are not as save() writes them: ` +
        `${describe((data as { readonly [field: string]: unknown })[field])}; save the model again`,
    );
}
