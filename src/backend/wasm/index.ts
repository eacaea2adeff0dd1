// The wasm backend: WebAssembly kernels with SIMD, which run wherever JavaScript does.

import { shownAsDescribed } from "../../display/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { DType } from "../array.ts";
import type { Backend } from "../backend.ts";
import { byDType, type Primitives } from "../by-dtype.ts";
import { selfCheck } from "../self-check.ts";
import { Arena } from "./arena.ts";
import { Heap } from "./heap.ts";
import { revectorize } from "./host.ts";
import { type Compiled, compiled, instantiate, memoryOf } from "./instantiate.ts";
import type { Kernels } from "./kernels.ts";
import { operations } from "./operations/index.ts";
import { chooseTile } from "./probe.ts";
import { Crew, type CrewTuning } from "./threads/crew.ts";
import { assertThreads, threads } from "./threads/settings.ts";

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
  /** How many threads it computes with, from 1 to 64; what `setThreads` says where left out. Changes speed, never a bit. */
  threads?: number;
  /** Folder of the compiled kernels; beside the built toolkit where left out. */
  kernels?: URL;
}

const wasmOptions: OptionNames<WasmOptions> = {
  simd: true,
  revectorize: "boolean",
  tile: "number",
  threads: "number",
  kernels: true,
};

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

/** For tests of threads. */
interface Tuning {
  readonly crewTuning?: CrewTuning;
  readonly onCrew?: (crew: Crew) => void;
}

/** Reads the kernels, which has to be awaited. The function that it returns makes the backend, in some 40 ms. */
export async function loadWasm(options: WasmOptions = {}, tuning: Tuning = {}): Promise<() => WasmBackend> {
  assertOptions("wasm", options, wasmOptions);
  const { simd = "plain", kernels: folder = new URL("./", import.meta.url), tile, threads } = options;
  if (simd !== "plain" && simd !== "relaxed")
    throw new RangeError(`wasm expects simd "plain" or "relaxed", but got ${describe(simd)}`);
  if (tile !== undefined && tile !== 8 && tile !== 16)
    throw new RangeError(`wasm expects a tile of 8 or 16 columns, but got ${describe(tile)}`);
  if (threads !== undefined) assertThreads("wasm", threads);
  const [single, double] = await Promise.all([compiled(folder, `${simd}.wasm`), compiled(folder, `${simd}64.wasm`)]);
  let started: WasmBackend | undefined;
  return () => {
    started ??= start(single, double, options, tuning);
    return started;
  };
}

function start(single: Compiled, double: Compiled, options: WasmOptions, tuning: Tuning): WasmBackend {
  const { simd = "plain", revectorize: may = true, tile } = options;
  const wide = may && revectorize();
  const place = memoryOf();
  const { kernels, module } = instantiate(single, simd, place);
  const arena = new Arena(new Heap(place.memory, kernels.heapBase.value));
  const { columns, speed } = chooseTile({ kernels, arena }, tile ? [tile] : [8, 16]);
  const crewOf = (kernels: Kernels, module: object): Crew =>
    new Crew({
      ...{ kernels, module, memory: place.memory, alone: place.alone, tile: columns === 16 ? 1 : 0 },
      room: () => arena.heap.reserve(kernels.roomBytes.value),
      threads: () => options.threads ?? threads(),
      ...tuning.crewTuning,
    });
  const crew = crewOf(kernels, module);
  tuning.onCrew?.(crew);

  function float64(): Primitives {
    const { kernels, module } = instantiate(double, simd, place);
    const room = arena.heap.reserve(kernels.roomBytes.value);
    if (room === undefined)
      throw new RangeError(
        "the wasm backend has no room left of its 4 GB to compute float64; try a smaller batch or shorter sequences",
      );
    kernels.setRoom(room);
    kernels.setTile(columns === 16 ? 1 : 0);
    const crew = crewOf(kernels, module);
    tuning.onCrew?.(crew);
    const primitives = operations({ kernels, arena, crew, dtype: "float64", bytes: 8 });
    assertSame(primitives, "float64");
    return primitives;
  }

  const float32 = operations({ kernels, arena, crew, dtype: "float32", bytes: 4 });
  assertSame(float32, "float32");
  return shownAsDescribed({
    name: "wasm",
    ...byDType(float32, float64),
    describe() {
      const rows = simd === "relaxed" ? 6 : 4;
      const bits = wide && columns === 16 ? ", revectorized to 256 bits" : "";
      const tiles = `${rows}×${columns} tile (${speed.toFixed(0)} GFLOP/s)${bits}`;
      return (
        `wasm: float32 by ${simd} SIMD, ${tiles}, ${crew.describe()}, checked against the reference; ` +
        "float64 by the same kernels, within 1e-12 of the reference"
      );
    },
    memory: () => ({ heap: arena.heap.size, used: arena.heap.used, arrays: arena.count }),
  });
}

/** @throws Error where results differ from the reference's */
function assertSame(primitives: Primitives, dtype: DType): void {
  const difference = selfCheck(primitives, dtype);
  if (difference)
    throw new Error(
      `the wasm backend computes something else than the reference here (${difference}), so it is not used; ` +
        "try setBackend(await wasm({ revectorize: false })), and please report it",
    );
}

export { setThreads } from "./threads/settings.ts";
