// An answer that is judged by what it does: biases of three gates that make a unit do a job.
import type { Comparison } from "../../src/checking/index.ts";
import { sigmoid } from "../cell/cell-functions.ts";

/** The biases of one unit's gates. */
export interface GateBiases {
  readonly i: number;
  readonly f: number;
  readonly o: number;
}

interface Done<Value = number> {
  readonly c: Value;
  readonly h: Value;
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
/** So far a number may be off, for a gate that is nearly open or shut. */
export const allowed = 0.01;

/** What a unit holds and shows, and what is wanted: with so many digits that they differ. */
export function heldAndShown(yours: Done, wanted: Done): { yours: Done<string>; wanted: Done<string>; nearly: string } {
  const off = Math.max(Math.abs(yours.c - wanted.c), Math.abs(yours.h - wanted.h));
  const digits = off < 0.05 ? 3 : 2;
  const shown = ({ c, h }: Done) => ({ c: written(c, digits), h: written(h, digits) });
  const nearly = off < 0.1 ? ". Nearly: open a gate wider, or shut it more tightly" : "";
  return { yours: shown(yours), wanted: shown(wanted), nearly };
}

/** −0.50; no −0.00. */
export const written = (value: number, digits = 2): string =>
  (Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value).toFixed(digits).replace("-", "−");

const shown = ({ i, f, o }: GateBiases): string => `{ i: ${i}, f: ${f}, o: ${o} }`.replaceAll("-", "−");

/** Whether numbers from 0 to 1 do the job if they are taken for the gates, and not for their biases. */
const doesAsGates = (gates: GateBiases, right: GateBiases): boolean =>
  names.every(name => gates[name] >= 0 && gates[name] <= 1) &&
  tried.every(({ x, c }) => {
    const next = gates.f * c + gates.i * Math.tanh(x);
    const wanted = unitDoes(right, x, c);
    return Math.abs(next - wanted.c) <= allowed && Math.abs(gates.o * Math.tanh(next) - wanted.h) <= allowed;
  });

/** The job that these biases do; others that do the same are the same answer. */
export function job(right: GateBiases): Comparison<GateBiases> {
  const differs = (a: GateBiases, b: GateBiases) =>
    tried.find(({ x, c }) => {
      const [one, other] = [unitDoes(a, x, c), unitDoes(b, x, c)];
      return Math.abs(one.c - other.c) > allowed || Math.abs(one.h - other.h) > allowed;
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
      if (doesAsGates(answer, right))
        return `${shown(answer)} would be right for the gates themselves, but biases are asked for: a gate is σ(bias), and σ(0) = 0.5, σ(1) = 0.73`;
      const { x, c } = differs(answer, right) ?? tried[0];
      const { yours, wanted, nearly } = heldAndShown(unitDoes(answer, x, c), unitDoes(right, x, c));
      return `it held ${written(c)} and read ${x}; now yours holds ${yours.c} and shows ${yours.h}, but ${wanted.c} and ${wanted.h} are wanted${nearly}`;
    },
    format: shown,
  };
}
