// What the ports share: the weights that both sides are given, and the numbers of the other side (test/fixtures/ports/).
import { readFileSync } from "node:fs";
import { parametersOf, type Shape, type Tensor, tensor } from "../../src/index.ts";

export const float64 = { dtype: "float64" } as const;

/** The numbers of a script of test/fixtures/ports/. */
export const numbersOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/ports/${name}.json`, import.meta.url), "utf8"));

/** The generator of given.py (Park and Miller 1988): the same numbers to the bit. */
export class Drawing {
  #x: number;

  constructor(seed: number) {
    this.#x = seed;
  }

  /** From 0 to 1. */
  number(): number {
    this.#x = (this.#x * 16807) % 2147483647;
    return this.#x / 2147483647;
  }

  /** From -scale to scale. */
  numbers(shape: Shape, scale = 0.5): Tensor {
    const values = Array.from({ length: sizeOf(shape) }, () => (2 * this.number() - 1) * scale);
    return tensor(values, float64).reshape(shape);
  }

  /** Whole numbers from 0 to below - 1, [rows, columns]. */
  ids(below: number, rows: number, columns: number): number[][] {
    const row = () => Array.from({ length: columns }, () => Math.floor(this.number() * below));
    return Array.from({ length: rows }, row);
  }

  /** Gives every parameter of a model, in their order, numbers from -scale to scale. */
  fill<Model extends object>(model: Model, scale = 0.5): Model {
    for (const { parameter } of parametersOf(model)) parameter.assign(this.numbers(parameter.shape, scale));
    return model;
  }
}

const sizeOf = (shape: Shape) => shape.reduce((size, n) => size * n, 1);
