// The graph of a model: which calls of layers lead from its inputs to its outputs, and in which order.
import { describe } from "../../options.ts";
import { type AnyLayer, kerasShape } from "../layers/layer.ts";
import { type SymbolicCall, SymbolicTensor } from "../layers/symbolic-tensor.ts";

/** Where a number comes from: an input of the model, or an output of one of its calls. */
export type Source = { readonly input: number } | { readonly call: number; readonly output: number };

/** One call of a layer in the graph. */
export interface GraphCall {
  readonly layer: AnyLayer;
  readonly inputs: readonly Source[];
  readonly states: readonly Source[];
}

/** A model as data: calls in an order in which each reads only what came before. */
export interface Graph {
  readonly calls: readonly GraphCall[];
  readonly outputs: readonly Source[];
  /** Inputs (by number) and layers in Keras's order: the farther from the outputs, the earlier. */
  readonly order: readonly (number | AnyLayer)[];
}

/** @throws Error for an output that needs an input which is not listed. */
export function graphOf(who: string, inputs: readonly SymbolicTensor[], outputs: readonly SymbolicTensor[]): Graph {
  for (const [what, list] of Object.entries({ inputs, outputs }))
    for (const one of list)
      if (!(one instanceof SymbolicTensor))
        throw new TypeError(
          `${who} expects ${what} that input() or a layer called on one gave, but got ${describe(one)}`,
        );
  const twice = inputs.find((one, i) => inputs.indexOf(one) !== i);
  if (twice) throw new Error(`${who} expects each input once, but got ${twice} twice`);
  const calls: SymbolicCall[] = [];
  const seen = new Set<SymbolicCall>();
  const visited: (number | AnyLayer)[] = []; // in the order of Keras's walk
  const visit = (tensor: SymbolicTensor) => {
    const input = inputs.indexOf(tensor);
    if (input >= 0) {
      if (!visited.includes(input)) visited.push(input);
      return;
    }
    const { call } = tensor;
    if (!call)
      throw new Error(
        `${who} expects every input among its inputs, but ${tensor.name ?? `one of shape ${kerasShape(tensor.shape)}`} is not; ` +
          "an output needs it",
      );
    if (seen.has(call)) return;
    seen.add(call);
    const layer = call.layer as AnyLayer;
    if (!visited.includes(layer)) visited.push(layer);
    for (const before of [...call.inputs, ...call.states]) visit(before);
    calls.push(call);
  };
  for (const output of outputs) visit(output);
  const sourceOf = (tensor: SymbolicTensor): Source => {
    const input = inputs.indexOf(tensor);
    return input >= 0 ? { input } : { call: calls.indexOf(tensor.call!), output: tensor.index };
  };
  const graph = calls.map(({ layer, inputs: read, states }) => ({
    layer: layer as AnyLayer,
    inputs: read.map(sourceOf),
    states: states.map(sourceOf),
  }));
  return { calls: graph, outputs: outputs.map(sourceOf), order: inOrder(graph, inputs.length, visited) };
}

/** Keras's order of layers: by how far they are from the outputs at most; of those alike, as the walk met them. */
function inOrder(
  calls: readonly GraphCall[],
  inputs: number,
  visited: readonly (number | AnyLayer)[],
): (number | AnyLayer)[] {
  const depths = new Map<number | AnyLayer, number>();
  const deepen = (of: number | AnyLayer, depth: number) => depths.set(of, Math.max(depth, depths.get(of) ?? 0));
  const callDepth = calls.map(() => 0);
  for (let i = calls.length - 1; i >= 0; i--) {
    const { layer, inputs: read, states } = calls[i]!;
    callDepth[i] = Math.max(callDepth[i]!, depths.get(layer) ?? 0);
    deepen(layer, callDepth[i]!);
    for (const source of [...read, ...states])
      if ("input" in source) deepen(source.input, callDepth[i]! + 1);
      else callDepth[source.call] = Math.max(callDepth[source.call]!, callDepth[i]! + 1);
  }
  const unread = Array.from({ length: inputs }, (_, i) => i).filter(i => !visited.includes(i));
  const all = [...visited, ...unread];
  return all
    .map((of, index) => ({ of, index, depth: depths.get(of) ?? 0 }))
    .sort((a, b) => b.depth - a.depth || a.index - b.index)
    .map(({ of }) => of);
}
