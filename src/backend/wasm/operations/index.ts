// Every primitive of the wasm backend, by the kernels: for float32 or for float64, as the engine says.
import type { Backend } from "../../backend.ts";
import { activations } from "./activations.ts";
import { elementwise } from "./elementwise.ts";
import type { Engine } from "./engine.ts";
import { layout } from "./layout.ts";
import { products } from "./products.ts";
import { random } from "./random.ts";
import { recurrence } from "./recurrence.ts";
import { rows } from "./rows.ts";

export const operations = (engine: Engine): Omit<Backend, "name" | "describe"> => ({
  ...layout(engine),
  ...elementwise(engine),
  ...activations(engine),
  ...products(engine),
  ...rows(engine),
  ...recurrence(engine),
  ...random(engine),
  forget: (a, inputs, again) => engine.arena.forget(a, inputs, again),
  remember: (a, inputs, again) => engine.arena.remember(a, inputs, again),
  free: a => engine.arena.free(a),
  scratch: (compute, keeps) => engine.arena.scratch(compute, keeps),
});
