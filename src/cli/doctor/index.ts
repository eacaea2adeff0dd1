// The table of `unrolled doctor`: what is looked at, in the order in which it is shown. Each check has its file.
import { backends } from "./backends.ts";
import { cell } from "./cell.ts";
import type { Check } from "./check.ts";
import { compiler } from "./compiler.ts";
import { jupyter } from "./jupyter.ts";
import { kernelspec } from "./kernelspec.ts";
import { node } from "./node.ts";
import { npm } from "./npm.ts";
import { python } from "./python.ts";
import { sandbox } from "./sandbox.ts";
import { sockets } from "./sockets.ts";
import { wasm } from "./wasm.ts";

export type { Asked, Check, Finding, Status } from "./check.ts";
export { course } from "./course.ts";

export const checks: Check[] = [
  node,
  compiler,
  cell,
  sockets,
  wasm,
  backends,
  npm,
  python,
  jupyter,
  kernelspec,
  sandbox,
];
