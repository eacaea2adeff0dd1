// Weights of PyTorch in a model, and a model's weights as PyTorch has them.
import { formatShape, sameShape } from "../../backend/index.ts";
import type { GRUCell, LSTMCell, RNNCell, TorchWeights } from "../../nn/index.ts";
import { assertListOf, assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, Tensor, type TensorLike } from "../../tensor/index.ts";
import type { NamedWeights } from "../named-weights.ts";
import { renamed, type TorchNames } from "./names.ts";
import { nameAt, type Part, partsOf } from "./parts.ts";

/** Options of `toTorch`. */
export interface ToTorchOptions {
  /**
   * What PyTorch calls parts of the model, where it calls them otherwise: { readout: "fc" }. A * stands for the name of a tensor:
   * { lstm_1: "rnn.*_l1" } is the second layer of a torch.nn.LSTM. { "": "model" } puts all into a module of that name.
   */
  names?: TorchNames;
}

/** Options of `fromTorch`. */
export interface FromTorchOptions extends ToTorchOptions {
  /** Names, the modules that they begin with, or names with a star, that one side alone may have: such of the model stay as they are. */
  ignore?: readonly string[];
}

const toOptions: OptionNames<ToTorchOptions> = { names: true };
const fromOptions: OptionNames<FromTorchOptions> = { names: true, ignore: true };

/** Counts training batches; nothing depends on it. */
const unread = /(^|\.)num_batches_tracked$/;

/**
 * A model's weights under PyTorch's names and in its layout, cut off from training: what `load_state_dict` takes.
 *
 * An object is a module with its fields: { lstm: new LSTMCell(8, 16) } gives lstm.weight_ih as a torch.nn.LSTMCell has it,
 * the layer lstm(16) gives lstm.weight_ih_l0 as a torch.nn.LSTM. Where a cell has one bias, bias_hh is zeros (with
 * `recurrentBias: true` it has both).
 * @throws TypeError for what holds no parameters, RangeError for an option, Error for a module that PyTorch does not have (an LSTM
 * with peepholes, a GRU with resetAfter: false)
 * @example toTorch({ fc: readout })["fc.weight"].shape // [4, 16]
 */
export function toTorch(cell: RNNCell | LSTMCell | GRUCell, options?: ToTorchOptions): TorchWeights<Tensor>;
export function toTorch(model: object, options?: ToTorchOptions): NamedWeights;
export function toTorch(model: object, options: ToTorchOptions = {}): unknown {
  assertOptions("toTorch", options, toOptions);
  const parts = renamed("toTorch", partsOf("toTorch", model), options.names ?? {});
  const written = new Map<string, Tensor>();
  for (const part of parts)
    for (const [tensor, value] of Object.entries(part.module.write())) {
      const name = nameAt(part.places[0]!, tensor);
      if (written.has(name))
        throw new RangeError(
          `toTorch expects a name for each tensor, but two are called ${name}; see the option names`,
        );
      written.set(name, value);
    }
  return Object.fromEntries(written);
}

/**
 * Gives a model the weights of a state_dict of PyTorch. Gates are put in order, matrices transposed. A cell that has one bias
 * gets the sum of PyTorch's two, which computes the same; made with `recurrentBias: true` it keeps both and trains on as there.
 * Numbers take the precision of the model.
 * @param weights tensors, or nested lists of numbers, by PyTorch's names
 * @throws RangeError for names that are missing or too many, other shapes, an option; TypeError for what is no weights or no
 * model; Error for a module that PyTorch does not have. The model is then unchanged.
 * @example fromTorch({ fc: readout }, readSafetensors(bytes))
 * @example fromTorch({ readout }, readSafetensors(bytes), { names: { readout: "fc" } })
 */
export function fromTorch(
  model: object,
  weights: TorchWeights | { readonly [name: string]: TensorLike },
  options: FromTorchOptions = {},
): void {
  assertOptions("fromTorch", options, fromOptions);
  const { names = {}, ignore = [] } = options;
  assertListOf("fromTorch", "ignore", ignore, "names", name => typeof name === "string");
  const given = tensorsIn(weights);
  const parts = renamed("fromTorch", partsOf("fromTorch", model), names);
  const isIgnored = (name: string) => ignore.some(one => name.startsWith(`${one}.`) || fitsStars(name, one));
  const left = new Set(given.keys());
  const found = parts.flatMap(part => {
    const expected = part.module.write();
    const tensors = Object.keys(expected);
    const has = (place: string) => tensors.some(tensor => given.has(nameAt(place, tensor)));
    const place = part.places.find(has) ?? part.places[0]!;
    for (const other of part.places) for (const tensor of tensors) left.delete(nameAt(other, tensor));
    if (!has(place) && (isIgnored(part.path) || isIgnored(nameAt(place, "")))) return [];
    return [{ part, place, expected }];
  });
  const lacking = found.filter(({ place, expected }) => Object.keys(expected).some(t => !given.has(nameAt(place, t))));
  const extra = [...left].filter(name => !unread.test(name) && !isIgnored(name));
  if (lacking.length > 0) refuseMissing(lacking, given, extra);
  if (extra.length > 0) refuseExtra(extra);
  const values = found.map(({ part, place, expected }) => ({ part, values: fitting(part, place, expected, given) }));
  for (const { part, values: fit } of values) part.module.read(fit);
}

interface Found {
  readonly part: Part;
  readonly place: string;
  readonly expected: NamedWeights;
}

function tensorsIn(weights: object): Map<string, Tensor> {
  const isNamed = typeof weights === "object" && weights !== null && !(weights instanceof Tensor);
  if (!isNamed || Array.isArray(weights) || ArrayBuffer.isView(weights) || weights instanceof Map)
    throw new TypeError(
      `fromTorch expects tensors by name, but got ${describe(weights)}; readSafetensors(bytes) gives those of a file`,
    );
  const entries = Object.entries(weights as { readonly [name: string]: TensorLike | undefined });
  const present = entries.filter((entry): entry is [string, TensorLike] => entry[1] !== undefined);
  return new Map(present.map(([name, value]) => [name, asTensor(value, "float64", `fromTorch, ${name}`)]));
}

/** The tensors of one part. @throws RangeError for one of another shape */
function fitting({ what }: Part, place: string, expected: NamedWeights, given: Map<string, Tensor>): NamedWeights {
  const entries = Object.entries(expected).map(([tensor, { shape }]) => {
    const name = nameAt(place, tensor);
    const value = given.get(name)!;
    if (sameShape(value.shape, shape)) return [tensor, value] as const;
    const isTurned = shape.length === 2 && sameShape(value.shape.toReversed(), shape);
    throw new RangeError(
      `fromTorch expects ${name} of shape ${formatShape(shape)} for ${what}, but got ${formatShape(value.shape)}` +
        (isTurned
          ? "; PyTorch's matrices are [outputs, inputs], Keras's and ours [inputs, outputs]: transpose it"
          : "") +
        "; nothing was changed",
    );
  });
  return Object.fromEntries(entries);
}

function refuseMissing(lacking: readonly Found[], given: Map<string, Tensor>, extra: readonly string[]): never {
  const { part, place, expected } = lacking[0]!;
  const missing = Object.keys(expected).map(tensor => nameAt(place, tensor)).filter(name => !given.has(name)); // biome-ignore format: a line
  const others = lacking.length > 1 ? ` (and ${lacking.length - 1} more parts of the model lack weights)` : "";
  const got =
    given.size === 0 ? "no weights at all" : extra.length > 0 ? listed(extra) : `only ${listed([...given.keys()])}`;
  throw new RangeError(
    `fromTorch expects ${listed(missing)} for ${part.what}${others}, but got ${got}; ${advice(lacking[0]!, given, extra)}; ` +
      "nothing was changed",
  );
}

/** What to write instead: the name of a module whose tensors nobody asked for, and have these shapes. */
function advice({ part, expected }: Found, given: Map<string, Tensor>, extra: readonly string[]): string {
  const [first, { shape }] = Object.entries(expected)[0]!;
  const fits = extra.find(name => name.endsWith(first) && sameShape(given.get(name)!.shape, shape));
  const theirs = fits?.slice(0, first === "" ? undefined : -first.length).replace(/\.$/, "");
  const ours = JSON.stringify(part.path);
  if (theirs !== undefined && part.path !== "")
    return `if PyTorch calls it ${theirs || "by no name"}, write { names: { ${ours}: ${JSON.stringify(theirs)} } }`;
  return `what PyTorch calls otherwise is named by { names: { ${ours}: "…" } }, what only one side has by { ignore: […] }`;
}

function refuseExtra(extra: readonly string[]): never {
  const modules = [...new Set(extra.map(name => name.replace(/\.?[^.]*$/, "") || name))];
  throw new RangeError(
    `fromTorch expects only what the model has, but got ${listed(extra)}; to leave that out write ` +
      `{ ignore: ${JSON.stringify(modules.slice(0, 3))} }; nothing was changed`,
  );
}

const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");

/** Whether a name is this one, in which a star stands for anything, also for nothing. */
function fitsStars(name: string, pattern: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return name === pattern;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    at = name.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return at <= name.length - last.length;
}
