// Activation functions with up to two parameters, and their slopes. In float32 the parameters are float32 numbers, too.
import type { NDArray } from "../array.ts";
import type { Activation } from "../backend.ts";
import { allocate, own } from "./arrays.ts";
import { normalDistribution } from "./normal-distribution.ts";

/** Value and slope at a number u, with parameters p and q. */
interface WithSlope {
  readonly value: (u: number, p: number, q: number) => number;
  readonly slope: (u: number, p: number, q: number) => number;
}

const logistic = (u: number): number => 1 / (1 + Math.exp(-u));
/** 2 √(2/π) (u + 0.044715 u³): then (1 + tanh) / 2 is the logistic function. */
const inGelu = (u: number): number => Math.sqrt(8 / Math.PI) * (u + 0.044715 * u ** 3);
/** u s, and 0 where s is 0, also of infinite u. */
const part = (u: number, s: number): number => (s === 0 ? 0 : u * s);
const density = (u: number): number => Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);

const functions: Record<Activation["name"], WithSlope> = {
  relu: { value: u => Math.max(u, 0), slope: u => (u > 0 ? 1 : Number.isNaN(u) ? u : 0) },
  abs: { value: Math.abs, slope: u => (Number.isNaN(u) ? u : Math.sign(u)) },
  square: { value: u => u * u, slope: u => 2 * u },
  // |u| · |u| / 2, or δ (|u| − δ / 2) further out
  huber: {
    value: (u, p) => Math.min(Math.abs(u), p) * (Math.abs(u) - Math.min(Math.abs(u), p) / 2),
    slope: (u, p) => Math.min(Math.max(u, -p), p),
  },
  clip: { value: (u, p, q) => Math.min(Math.max(u, p), q), slope: (u, p, q) => (u >= p && u <= q ? 1 : 0) },
  hardSigmoid: {
    value: u => Math.max(Math.min(u / 6 + 0.5, 1), 0),
    slope: u => (u <= -3 || u >= 3 ? 0 : 1 / 6),
  },
  leakyRelu: { value: (u, p) => (u > 0 ? u : p * u), slope: (u, p) => (u > 0 ? 1 : p) },
  elu: { value: (u, p, q) => (u > 0 ? p * u : q * Math.expm1(u)), slope: (u, p, q) => (u > 0 ? p : q * Math.exp(u)) },
  // max(u, 0) + ln(1 + e^−|u|) never overflows.
  softplus: { value: u => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))), slope: logistic },
  silu: { value: u => part(u, logistic(u)), slope: u => logistic(u) + part(u, logistic(u) * (1 - logistic(u))) },
  gelu: {
    value: u => part(u, normalDistribution(u)),
    slope: u => normalDistribution(u) + part(u, density(u)),
  },
  geluTanh: {
    value: u => part(u, logistic(inGelu(u))),
    slope: u => {
      const s = logistic(inGelu(u));
      return s + part(u * Math.sqrt(8 / Math.PI) * (1 + 3 * 0.044715 * u * u), s * (1 - s));
    },
  },
};

/** `Backend.activation` */
export function activation(f: Activation, x: NDArray): NDArray {
  const { value } = functions[f.name];
  const [p, q] = parametersOf(f, x);
  const result = allocate(x.shape, x.dtype);
  const from = own(x).data;
  for (let i = 0; i < from.length; i++) result.data[i] = value(from[i]!, p, q);
  return result;
}

/** `Backend.activationBackward` */
export function activationBackward(f: Activation, g: NDArray, x: NDArray): NDArray {
  const { slope } = functions[f.name];
  const [p, q] = parametersOf(f, x);
  const result = allocate(x.shape, x.dtype);
  const [from, given] = [own(x).data, own(g).data];
  for (let i = 0; i < from.length; i++) result.data[i] = given[i]! * slope(from[i]!, p, q);
  return result;
}

function parametersOf({ parameters: [p, q = 0] = [0] }: Activation, { dtype }: NDArray): [number, number] {
  return dtype === "float32" ? [Math.fround(p), Math.fround(q)] : [p, q];
}
