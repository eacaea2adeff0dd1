// WebAssembly with SIMD: four numbers at a time, which fast array backends stand on.
import type { Check } from "./check.ts";

/** (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)) */
// biome-ignore format: as the binary format's sections are
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** Node's types leave it to a browser's. */
declare const WebAssembly: { validate(bytes: Uint8Array): boolean };

export const wasm: Check = {
  id: "wasm",
  title: "WebAssembly",
  find: () =>
    WebAssembly.validate(SIMD_MODULE)
      ? { status: "ok", found: "with SIMD" }
      : {
          status: "note",
          found: "without SIMD on this processor or Node",
          next: "nothing to do: the reference backend serves, slower",
        },
};
