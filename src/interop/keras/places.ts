// Where the weights of a model stand in Keras's .weights.h5: by kind of layer, counted, whatever a layer is called.
import {
  type AnyLayer,
  Bidirectional,
  type LayeredModel,
  LSTM,
  LSTMCell,
  ModelLayer,
  type Parameter,
  Recurrent,
  RNN,
  RNNCell,
  TimeDistributed,
} from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";

/** One tensor of a file. */
export interface KerasWeight {
  /** "layers/gru/cell/vars/0" */
  readonly path: string;
  /** As messages name it: "gru_1, kernel". */
  readonly what: string;
  readonly parameter: Parameter;
  /** In Keras's layout, cut off from training. */
  write(): Tensor;
  read(value: Tensor): void;
}

/** A group with the variables of one layer or cell. */
export interface KerasVariables {
  readonly path: string;
  /** Keras keeps it as an attribute. */
  readonly name: string;
  readonly weights: readonly KerasWeight[];
}

/** All groups of variables of a model, of layers without weights too. @throws Error for a layer that Keras does not have */
export const variablesOf = (who: string, model: LayeredModel): KerasVariables[] => groupsIn(who, "", model, model.name);

/** Of a model that stands at `prefix`: a model that is a layer of another has a count of its own. */
function groupsIn(who: string, prefix: string, model: Pick<LayeredModel, "layers">, name: string): KerasVariables[] {
  const counts = new Map<string, number>();
  const groups = model.layers.flatMap(layer => {
    const kind = snakeCase(layer.kind);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return groupsOf(who, `${prefix}layers/${count === 0 ? kind : `${kind}_${count}`}`, layer, layer.name);
  });
  return [...groups, { path: `${prefix}vars`, name, weights: [] }];
}

function groupsOf(who: string, path: string, layer: AnyLayer, name: string): KerasVariables[] {
  const own = { path: `${path}/vars`, name, weights: [] };
  if (layer instanceof ModelLayer) return groupsIn(who, `${path}/`, layer.model as Pick<LayeredModel, "layers">, name);
  if (layer instanceof Bidirectional)
    return [
      own,
      ...groupsOf(who, `${path}/forward_layer`, layer.forwardLayer, `${name}.forward`),
      ...groupsOf(who, `${path}/backward_layer`, layer.backwardLayer, `${name}.backward`),
    ];
  if (layer instanceof TimeDistributed) return [own, ...groupsOf(who, `${path}/layer`, layer.layer, name)];
  if (layer instanceof RNN || layer.kind === "Attention")
    if (layer.parameters().length > 0)
      throw new Error(
        `${who} expects layers that Keras keeps in the same way, but got ${name}, ${layer.describe()}; ` +
          "give its weights by hand: layer.setWeights([…])",
      );
  if (layer instanceof LSTM && layer.peepholes)
    throw new Error(`${who} expects layers that Keras has too, but got ${name}: an LSTM of Keras has no peepholes`);
  const cellPath = layer instanceof Recurrent ? `${path}/cell/vars` : own.path;
  const weights = weightsIn(cellPath, layer, name);
  return layer instanceof Recurrent ? [own, { path: cellPath, name: `${name}_cell`, weights }] : [{ ...own, weights }];
}

/** Parameters lie in Keras's order and layout already; a second bias of PyTorch's goes into the one that Keras has. */
export function weightsIn(path: string, layer: AnyLayer, name: string): KerasWeight[] {
  const cell = layer instanceof Recurrent ? layer.cell : undefined;
  const { bias, recurrentBias: second } = cell instanceof RNNCell || cell instanceof LSTMCell ? cell : {};
  return layer
    .parameters()
    .filter(({ parameter }) => parameter !== second)
    .map(({ path: own, parameter }, i) => {
      const isSum = second !== undefined && bias === parameter;
      return {
        path: `${path}/${i}`,
        what: `${name}, ${own}`,
        parameter,
        write: () => (isSum ? parameter.detach().add(second.detach()) : parameter.detach()),
        read: value => {
          parameter.assign(value);
          if (isSum) second.assign(second.detach().mul(0));
        },
      };
    });
}

/** Keras's own rule: SimpleRNN → simple_rnn, Conv1D → conv1d. */
const snakeCase = (kind: string): string =>
  kind
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
