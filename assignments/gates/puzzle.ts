// An answer that is judged by what it does: biases of three gates that make a unit do a job.
import type { Comparison } from "../../src/checking/index.ts";
import { sigmoid } from "../cell/cell-functions.ts";

/** The biases of one unit's gates. */
export interface GateBiases {
  readonly i: number;
  readonly f: number;
  readonly o: number;
}

interface Done {
  readonly c: number;
  readonly h: number;
}

/** What the unit holds and shows after one step, with the candidate tanh(x). */
export function unitDoes({ i, f, o }: GateBiases, x: number, c: number): Done {
  const next = sigmoid(f) * c + sigmoid(i) * Math.tanh(x);
  return { c: next, h: sigmoid(o) * Math.tanh(next) };
}

const names = ["i", "f", "o"] as const;
const tried = [
  { x: 1, c: 0.5 },
  { x: -2, c: 3 },
  { x: 0.7, c: -1.5 },
] as const;
const two = (value: number) => (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace("-", "−");

/** The job that these biases do; others that do the same are the same answer. */
export function job(right: GateBiases): Comparison<GateBiases> {
  const differs = (a: GateBiases, b: GateBiases) =>
    tried.find(({ x, c }) => {
      const [one, other] = [unitDoes(a, x, c), unitDoes(b, x, c)];
      return Math.abs(one.c - other.c) > 1e-3 || Math.abs(one.h - other.h) > 1e-3;
    });
  return {
    right,
    fault(value) {
      const biases = value as Partial<Record<string, unknown>> | null;
      const fits =
        typeof biases === "object" &&
        biases !== null &&
        names.every(name => typeof biases[name] === "number" && Number.isFinite(biases[name]));
      return fits ? undefined : "expected a number for each gate, { i: …, f: …, o: … }";
    },
    same: (a, b) => differs(a, b) === undefined,
    wrong(answer) {
      const { x, c } = differs(answer, right) ?? tried[0];
      const [yours, wanted] = [unitDoes(answer, x, c), unitDoes(right, x, c)];
      return `it held ${two(c)} and read ${x}; now yours holds ${two(yours.c)} and shows ${two(yours.h)}, but ${two(wanted.c)} and ${two(wanted.h)} are wanted`;
    },
    format: ({ i, f, o }) => `{ i: ${i}, f: ${f}, o: ${o} }`.replaceAll("-", "−"),
  };
}
