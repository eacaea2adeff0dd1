// Own: whether nobody but the toolkit sees what a model computes. What nobody else has seen nobody else can have kept, so a
// step of training may give all of its memory back when it ends, instead of leaving it to the garbage collector.
import {
  Activation,
  Bidirectional,
  Dense,
  Dropout,
  DropoutLayer,
  Embedding,
  EmbeddingLayer,
  GRU,
  GRUCell,
  Layer,
  LayerNorm,
  LayerNormalization,
  Linear,
  LSTM,
  LSTMCell,
  Masking,
  Parameter,
  RepeatVector,
  RNNCell,
  SimpleRNN,
  TimeDistributed,
} from "../nn/index.ts";
import { Rng, Tensor } from "../tensor/index.ts";
import { objectsIn } from "./model-state.ts";

type Class = abstract new (...options: never[]) => object;
type Methods = readonly (readonly [name: string, method: unknown])[];

/** The classes whose code is known to keep nothing of what passes through it, each with its methods as they were made. */
const known = new Map<object, Methods>();

/** Adds a class of the toolkit's; called where it is defined or, below, when this file is loaded: before anybody's cell. */
export function rememberAsMade({ prototype }: Class): void {
  known.set(prototype, methodsOf(prototype));
}

for (const layer of [Activation, Bidirectional, Dense, DropoutLayer, EmbeddingLayer, GRU, LayerNormalization, LSTM])
  rememberAsMade(layer);
for (const layer of [Masking, RepeatVector, SimpleRNN, TimeDistributed]) rememberAsMade(layer);
for (const part of [Dropout, Embedding, GRUCell, LayerNorm, Linear, LSTMCell, RNNCell]) rememberAsMade(part);
for (const value of [Parameter, Rng, Tensor]) rememberAsMade(value);

/**
 * Whether a tree of modules consists of the toolkit's own objects alone: of no class derived from its classes, with no method
 * replaced, in an object, a class or a prototype, and with no function for a part. Nor may it hold a tensor that remembers how
 * it was computed (a state to go on from): a step would leave gradients further back, with tensors that only somebody else has.
 */
export function isOwn(tree: object): boolean {
  const objects = objectsIn(tree);
  const options = new Set<object>(objects.flatMap(value => (value instanceof Layer ? value.options : [])));
  return objects.every(
    value =>
      // What a layer was told, initializers among it, is for its making.
      options.has(value) || ((isPlain(value) || isAsMade(value)) && holdsNoFunction(value) && isLeaf(value)),
  );
}

const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
const holdsNoFunction = (value: object): boolean => !Object.values(value).some(inner => typeof inner === "function");
const isLeaf = (value: object): boolean => !(value instanceof Tensor && value.origin);

function isAsMade(value: object): boolean {
  const methods = known.get(Object.getPrototypeOf(value));
  return methods?.every(([name, method]) => (value as Record<string, unknown>)[name] === method) ?? false;
}

function methodsOf(prototype: object): Methods {
  if (prototype === Object.prototype) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const methods = own.filter(([, { value }]) => typeof value === "function");
  const inherited = methodsOf(Object.getPrototypeOf(prototype) as object);
  const names = new Set(methods.map(([name]) => name));
  return [...methods.map(([name, { value }]) => [name, value] as const), ...inherited.filter(([name]) => !names.has(name))]; // biome-ignore format: a line
}
