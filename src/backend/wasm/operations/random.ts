// Random numbers by the kernels: those of philox.ts.
import type { Backend } from "../../backend.ts";
import type { Engine } from "./engine.ts";

/** The kernels make so many numbers at a time. */
const together = 8;

export const random = ({ kernels, arena }: Engine): Pick<Backend, "random"> => ({
  random(kind, first, [k0, k1], into) {
    const kernel = kind === "normal" ? kernels.philoxNormals : kernels.philoxUnits;
    arena.temporary([8 * Math.ceil(into.length / together) * together], to => {
      kernel(into.length / 2, first >>> 0, Math.floor(first / 2 ** 32), k0, k1, to!);
      into.set(arena.heap.view("float64").subarray(to! / 8, to! / 8 + into.length));
    });
  },
});
