// The backend that notebooks compute with: loaded, tried out and held against the reference, as in a notebook.
import type { Check } from "./check.ts";
import { repair } from "./repair.ts";

/** The built package, under the name that a kernel preloads. */
const toolkit: string = "unrolled";

export const wasm: Check = {
  id: "wasm",
  title: "Backend",
  next: repair,
  async find() {
    const { currentBackend } = (await import(toolkit)) as typeof import("../../index.ts");
    return { status: "ok", found: currentBackend().describe() };
  },
};
