// The float32 half of the wasm backend: every primitive, by the kernels.
import type { Backend } from "../../backend.ts";
import { elementwise } from "./elementwise.ts";
import type { Engine } from "./engine.ts";
import { layout } from "./layout.ts";
import { products } from "./products.ts";
import { recurrence } from "./recurrence.ts";

export const float32 = (engine: Engine): Omit<Backend, "name" | "describe"> => ({
  ...layout(engine),
  ...elementwise(engine),
  ...products(engine),
  ...recurrence(engine),
  forget: (a, inputs, again) => engine.arena.forget(a, inputs, again),
  remember: (a, inputs, again) => engine.arena.remember(a, inputs, again),
  free: a => engine.arena.free(a),
  scratch: (compute, keeps) => engine.arena.scratch(compute, keeps),
});
