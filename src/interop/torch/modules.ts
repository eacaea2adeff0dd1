// The modules that PyTorch has too: what it calls their tensors, and how those lie there.
import {
  BatchNorm,
  Conv1D,
  Conv2D,
  fromTorch as cellFromTorch,
  toTorch as cellToTorch,
  Embedding,
  GRUCell,
  LayerNorm,
  Linear,
  LSTMCell,
  type Module,
  MultiHeadAttention,
  Parameter,
  RNNCell,
} from "../../nn/index.ts";
import { concat, type Tensor } from "../../tensor/index.ts";
import type { NamedWeights } from "../named-weights.ts";

/** One module as PyTorch has it. */
export interface TorchModule {
  /** Its tensors in PyTorch's layout by PyTorch's own names, cut off from training. */
  write(): NamedWeights;
  /** Takes over tensors with these names and shapes, all of them. */
  read(values: NamedWeights): void;
}

/** A module's counterpart in PyTorch; undefined where that has none. @throws Error for one that PyTorch has in another way only */
export function torchModule(who: string, path: string, module: object): TorchModule | undefined {
  if (module instanceof Parameter) return plain({ "": [module] });
  if (module instanceof RNNCell || module instanceof LSTMCell || module instanceof GRUCell) {
    if (module instanceof LSTMCell && module.peepholeKernel)
      refuse(who, path, module, "an LSTM of PyTorch has no peepholes");
    if (module instanceof GRUCell && !module.resetAfter)
      refuse(who, path, module, "a GRU of PyTorch has resetAfter: true");
    return {
      write: () => ({ ...cellToTorch(module) }),
      read: values => cellFromTorch(module, values as unknown as Parameters<typeof cellFromTorch>[1]),
    };
  }
  if (module instanceof Linear) return plain({ weight: [module.kernel, [1, 0]], bias: [module.bias] });
  if (module instanceof Embedding) return plain({ weight: [module.embeddings] });
  if (module instanceof LayerNorm) return plain({ weight: [module.gamma], bias: [module.beta] });
  if (module instanceof BatchNorm) {
    const { gamma, beta, movingMean, movingVariance } = module;
    return plain({ weight: [gamma], bias: [beta], running_mean: [movingMean], running_var: [movingVariance] });
  }
  if (module instanceof Conv1D) return plain({ weight: [module.kernel, [2, 1, 0]], bias: [module.bias] });
  if (module instanceof Conv2D) return plain({ weight: [module.kernel, [3, 2, 0, 1]], bias: [module.bias] });
  if (module instanceof MultiHeadAttention) return multiHead(who, path, module);
  return undefined;
}

function refuse(who: string, path: string, module: Module, why: string): never {
  const at = path === "" ? "" : `${path}, `;
  throw new Error(`${who} expects modules that PyTorch has too, but got ${at}${module.describe()}: ${why}`);
}

type Field = readonly [parameter: Parameter | undefined, axes?: readonly number[]];

/** Tensors that are parameters of ours, some with their axes in another order. */
function plain(fields: { readonly [name: string]: Field }): TorchModule {
  const own = Object.entries(fields).filter(([, [parameter]]) => parameter !== undefined);
  const turned = (x: Tensor, axes: readonly number[] | undefined) => (axes ? x.transpose([...axes]) : x);
  return {
    write: () => Object.fromEntries(own.map(([name, [p, axes]]) => [name, turned(p!.detach(), axes)])),
    read: values => {
      for (const [name, [p, axes]] of own) {
        const back = axes?.map((_, axis) => axes.indexOf(axis));
        p!.assign(turned(values[name]!.astype(p!.dtype), back).detach());
      }
    },
  };
}

/** The maps of queries, keys and values are one matrix in PyTorch, one below the other, unless keys are of another size. */
function multiHead(who: string, path: string, module: MultiHeadAttention): TorchModule {
  const { size, query, key, value, output } = module;
  if (query.inputSize !== size)
    refuse(who, path, module, "a MultiheadAttention of PyTorch has queries of its own size");
  const maps = [query, key, value];
  const oneMatrix = key.inputSize === size;
  const names = ["q_proj_weight", "k_proj_weight", "v_proj_weight"];
  return {
    write: () => {
      const matrices = maps.map(({ kernel }) => kernel.detach().transpose()); // [size, inputs] each
      const biases = maps.flatMap(({ bias }) => bias?.detach() ?? []);
      return {
        ...(oneMatrix
          ? { in_proj_weight: concat(matrices) }
          : Object.fromEntries(names.map((n, i) => [n, matrices[i]!]))),
        ...(biases.length > 0 ? { in_proj_bias: concat(biases) } : {}),
        "out_proj.weight": output.kernel.detach().transpose(),
        ...(output.bias ? { "out_proj.bias": output.bias.detach() } : {}),
      };
    },
    read: values => {
      for (const [i, { kernel, bias }] of maps.entries()) {
        const part = (x: Tensor) => x.slice(i * size, (i + 1) * size);
        const matrix = oneMatrix ? part(values.in_proj_weight!) : values[names[i]!]!;
        kernel.assign(matrix.transpose().astype(kernel.dtype).detach());
        bias?.assign(part(values.in_proj_bias!).astype(bias.dtype).detach());
      }
      output.kernel.assign(values["out_proj.weight"]!.transpose().astype(output.kernel.dtype).detach());
      output.bias?.assign(values["out_proj.bias"]!.astype(output.bias.dtype).detach());
    },
  };
}
