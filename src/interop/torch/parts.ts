// A model as PyTorch would name it: every module that has weights, and where its tensors stand in a state_dict.
import {
  AttentionLayer,
  BatchNormalization,
  Bidirectional,
  Dense,
  EmbeddingLayer,
  isBranch,
  Layer,
  LayeredModel,
  LayerNormalization,
  ModelLayer,
  Parameter,
  parametersOf,
  Recurrent,
  RecurrentCell,
  RNN,
  TimeDistributed,
} from "../../nn/index.ts";
import { type TorchModule, torchModule } from "./modules.ts";

/** A module that has weights, or a parameter by itself. */
export interface Part {
  /** The way to it from the root of the model. */
  readonly path: string;
  readonly what: string;
  readonly module: TorchModule;
  /**
   * Where its tensors may stand, * for the name of each: "fc.*", "lstm.*_l0". It is written to the first; a module that a model
   * has in two places stands in both, as in PyTorch.
   */
  readonly places: string[];
}

/** Every part of a model. @throws as `parametersOf`; Error for a module that PyTorch has in another way only */
export function partsOf(who: string, model: object): Part[] {
  const all = parametersOf(model);
  const parts = new Map<object, Part>();
  const covered = new Set<object>();
  const above = new Set<object>();
  const visit = (path: string, value: unknown, places: readonly string[]) => {
    if (typeof value !== "object" || value === null) return;
    const known = parts.get(value);
    if (known) {
      known.places.push(...places);
      return;
    }
    if (above.has(value)) return;
    const module = torchModule(who, path, value);
    if (module) {
      const what = value instanceof Parameter ? "a parameter" : (value as { describe(): string }).describe();
      parts.set(value, { path, what, module, places: [...places] });
      for (const { parameter } of parametersOf(value)) covered.add(parameter);
    } else if (isBranch(value)) {
      above.add(value);
      for (const inner of insideOf(path, value)) visit(...inner);
      above.delete(value);
    }
  };
  visit("", model, ["*", "*_l0"]);
  // What a module lists by a `parameters()` of its own.
  for (const { path, parameter } of all) if (!covered.has(parameter)) visit(path, parameter, [path]);
  return [...parts.values()].filter(({ module }) => Object.keys(module.write()).length > 0);
}

type Inner = readonly [path: string, value: unknown, places: readonly string[]];

/** What stands in a value, and where PyTorch has it. */
function insideOf(path: string, value: object): Inner[] {
  if (value instanceof LayeredModel) return value.layers.map(layer => at(path, layer.name, layer));
  if (value instanceof ModelLayer) return [[path, value.model, []]];
  if (value instanceof Recurrent) return [[path, value.cell, [inside(path, "*_l0"), inside(path, "*")]]];
  if (value instanceof Bidirectional)
    return [
      ...direction(inside(path, "forward"), value.forwardLayer, inside(path, "*_l0")),
      ...direction(inside(path, "backward"), value.backwardLayer, inside(path, "*_l0_reverse")),
    ];
  if (value instanceof RNN) return value.cells.map((cell, i) => [inside(path, `${i}`), cell, stacked(path, i, true)]);
  const wrapped = wrappedBy(value);
  if (wrapped) return [[path, wrapped, [inside(path, "*")]]];
  if (Array.isArray(value))
    return value.flatMap((inner, i) =>
      isPair(inner)
        ? pair(path, inside(path, `${i}`), i, inner)
        : [[inside(path, `${i}`), inner, stacked(path, i)] as Inner],
    );
  if (isPair(value)) return pair(path, path, 0, value);
  return Object.entries(value).map(([key, inner]) => at(path, key, inner));
}

/** One direction of a bidirectional layer. Several cells in each have no place in PyTorch, which joins both after every layer. */
function direction(path: string, layer: Bidirectional["forwardLayer"], place: string): Inner[] {
  if (!(layer instanceof RNN)) return [[path, layer.cell, [place]]];
  return layer.cells.map((cell, i) => [inside(path, `${i}`), cell, layer.cells.length === 1 ? [place] : []]);
}

const inside = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

function at(path: string, key: string, value: unknown): Inner {
  const own = inside(path, key);
  return [own, value, value instanceof RecurrentCell ? [`${own}.*`, `${own}.*_l0`] : [`${own}.*`]];
}

/** Layer i of a torch.nn.LSTM of several layers, or cell i of a ModuleList. */
function stacked(path: string, i: number, isLayer = false): string[] {
  const [list, layer] = [inside(path, `${i}.*`), inside(path, `*_l${i}`)];
  return isLayer ? [layer, list] : [list, `${list}_l0`, layer];
}

interface Pair {
  readonly forward: RecurrentCell<never>;
  readonly backward: RecurrentCell<never>;
}

/** { forward: cell, backward: cell }: one layer that reads in both directions. */
const isPair = (value: unknown): value is Pair =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).sort().join() === "backward,forward" &&
  Object.values(value).every(cell => cell instanceof RecurrentCell);

const pair = (torchPath: string, path: string, i: number, { forward, backward }: Pair): Inner[] => [
  [inside(path, "forward"), forward, [inside(torchPath, `*_l${i}`), inside(path, "forward.*")]],
  [inside(path, "backward"), backward, [inside(torchPath, `*_l${i}_reverse`), inside(path, "backward.*")]],
];

/** The module in a layer that is a layer of its own in PyTorch, too. */
function wrappedBy(layer: object): object | undefined {
  if (!(layer instanceof Layer)) return undefined;
  if (layer instanceof Dense) return layer.linear;
  if (layer instanceof EmbeddingLayer) return layer.embedding;
  if (layer instanceof LayerNormalization || layer instanceof BatchNormalization) return layer.norm;
  if (layer instanceof TimeDistributed) return layer.layer;
  if (layer instanceof AttentionLayer) return layer.attention;
  return undefined;
}

/** The name of a tensor at a place; that of a parameter by itself is the place. */
export const nameAt = (place: string, tensor: string): string => place.replace("*", tensor).replace(/\.$/, "");
