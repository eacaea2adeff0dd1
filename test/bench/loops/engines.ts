// The engines that are compared: ours in its builds, and PyTorch's eager mode where it is installed.
import { fileURLToPath } from "node:url";
import { type Engine, python } from "../engine/engines.ts";

/** A program of ours on a build of the wasm backend. */
export const ours = (name: string, options: object, program: URL): Engine => ({
  name,
  command: [process.execPath, fileURLToPath(program)],
  options: [JSON.stringify(options)],
});

/** A program for PyTorch. */
export const torch = (program: URL): Engine => ({
  name: "pytorch",
  command: [python("torch"), fileURLToPath(program)],
  options: [],
  needs: python("torch"),
});

const program = new URL("ours.ts", import.meta.url);

/** Ours first: ratios are against it. What runs unless something else is asked for is the plain build. */
export const engines: readonly Engine[] = [
  ours("unrolled", { simd: "plain" }, program),
  ours("relaxed", { simd: "relaxed" }, program),
  ours("noflag", { simd: "plain", revectorize: false }, program),
  torch(new URL("torch_loops.py", import.meta.url)),
];
