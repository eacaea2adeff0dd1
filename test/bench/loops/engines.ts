// The engines that are compared: ours in its builds, and PyTorch's eager mode where it is installed.
import { fileURLToPath } from "node:url";
import { type Engine, python } from "../engine/engines.ts";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const ours = (name: string, options: object): Engine => ({
  name,
  command: [process.execPath, file("ours.ts")],
  options: [JSON.stringify(options)],
});

/** Ours first: ratios are against it. What runs unless something else is asked for is the plain build. */
export const engines: readonly Engine[] = [
  ours("unrolled", { simd: "plain" }),
  ours("relaxed", { simd: "relaxed" }),
  ours("noflag", { simd: "plain", revectorize: false }),
  { name: "pytorch", command: [python("torch"), file("torch_loops.py")], options: [], needs: python("torch") },
];
