// The wasm backend: WebAssembly kernels with SIMD, which run wherever JavaScript does.

import { shownAsDescribed } from "../../display/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { Backend } from "../backend.ts";
import { Arena } from "./arena.ts";
import { byDType } from "./by-dtype.ts";
import type { Engine } from "./float32/engine.ts";
import { float32 } from "./float32/index.ts";
import { float64 } from "./float64/index.ts";
import { createMemory, Heap } from "./heap.ts";
import { readKernels, revectorize } from "./host.ts";
import type { Kernels } from "./kernels.ts";
import { chooseTile } from "./probe.ts";
import { selfCheck } from "./self-check.ts";
import { webAssembly } from "./webassembly.ts";

/** How `wasm` computes. */
export interface WasmOptions {
  /**
   * "plain" (where left out): the same bits on every machine, which seeds, golden notebooks and grading rely on.
   * "relaxed": multiplies and adds in one rounding where the processor can; faster, and its last bits differ by processor.
   */
  simd?: "plain" | "relaxed";
  /** Whether V8 may join vectors to 256 bits where it can (true where left out); changes speed, never a bit. */
  revectorize?: boolean;
  /** Columns of the register tile; the faster one, by a timed probe, where left out. */
  tile?: 8 | 16;
  /** Folder of the compiled kernels; beside the built toolkit where left out. */
  kernels?: URL;
}

const wasmOptions: OptionNames<WasmOptions> = { simd: true, revectorize: true, tile: true, kernels: true };

/** A wasm backend, and how much memory it uses. */
export interface WasmBackend extends Backend {
  /** Bytes of the heap, those in use, and the number of arrays on it. */
  memory(): { readonly heap: number; readonly used: number; readonly arrays: number };
}

/**
 * Loads the wasm backend, picks its tile by a short timed probe, and holds its results against the reference.
 * @example setBackend(await wasm())
 * @throws Error where WebAssembly with SIMD or the compiled kernels are missing, or results differ from the reference;
 * RangeError for an option or a value of one that it does not have
 */
export async function wasm(options: WasmOptions = {}): Promise<WasmBackend> {
  return (await loadWasm(options))();
}

/** Reads the kernels, which has to be awaited. The function that it returns makes the backend, in some 40 ms. */
export async function loadWasm(options: WasmOptions = {}): Promise<() => WasmBackend> {
  assertOptions("wasm", options, wasmOptions);
  const { simd = "plain", kernels: folder = new URL("./", import.meta.url), tile } = options;
  if (simd !== "plain" && simd !== "relaxed")
    throw new RangeError(`wasm expects simd "plain" or "relaxed", but got ${describe(simd)}`);
  if (tile !== undefined && tile !== 8 && tile !== 16)
    throw new RangeError(`wasm expects a tile of 8 or 16 columns, but got ${describe(tile)}`);
  const bytes = await readKernels(folder, `${simd}.wasm`);
  let started: WasmBackend | undefined;
  return () => {
    started ??= start(bytes, options);
    return started;
  };
}

function start(bytes: Uint8Array, { simd = "plain", revectorize: may = true, tile }: WasmOptions): WasmBackend {
  const wide = may && revectorize();
  const engine = instantiate(bytes, simd);
  const { columns, speed } = chooseTile(engine, tile ? [tile] : [8, 16]);
  const { arena } = engine;
  const backend: WasmBackend = shownAsDescribed({
    name: "wasm",
    ...byDType(float32(engine), float64(engine)),
    describe() {
      const rows = simd === "relaxed" ? 6 : 4;
      const bits = wide && columns === 16 ? ", revectorized to 256 bits" : "";
      const tiles = `${rows}×${columns} tile (${speed.toFixed(0)} GFLOP/s)${bits}`;
      return `wasm: float32 by ${simd} SIMD, ${tiles}, checked against the reference; float64 to the bit as the reference`;
    },
    memory: () => ({ heap: arena.heap.size, used: arena.heap.used, arrays: arena.count }),
  });
  const difference = selfCheck(backend);
  if (difference)
    throw new Error(
      `the wasm backend computes something else than the reference here (${difference}), so it is not used; ` +
        "try setBackend(await wasm({ revectorize: false })), and please report it",
    );
  return backend;
}

function instantiate(bytes: Uint8Array, simd: string): Engine {
  if (!webAssembly.validate(bytes))
    throw new Error(
      `the wasm backend needs WebAssembly with ${simd} SIMD, which this engine does not have; ` +
        (simd === "relaxed" ? 'use wasm({ simd: "plain" })' : "the reference backend runs everywhere"),
    );
  const memory = createMemory();
  const { exports } = new webAssembly.Instance(new webAssembly.Module(bytes), { env: { memory } });
  const kernels = exports as Kernels;
  return { kernels, arena: new Arena(new Heap(memory, kernels.heapBase.value)) };
}
