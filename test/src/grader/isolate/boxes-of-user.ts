// Started as an ordinary user by a test: boxes side by side, and before them one with a fork bomb. It prints what came of them, as JSON.
//
//   node boxes-of-user.ts COURSE [--without-unshare]
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Bubblewrap, endBox } from "../../../../src/grader/isolate/launch.ts";
import { defaultLimits } from "../../../../src/grader/isolate/limits.ts";
import { findTools } from "../../../../src/grader/isolate/tools.ts";
import { inBox, viewOf } from "../../../../src/grader/isolate/view.ts";

/** What a fork bomb in a box says: how many it could not start. */
const bomb = `const { spawn } = require("node:child_process"); let [refused, started] = [0, 0];
const tell = () => refused + started === 60 && console.log("refused " + refused);
for (let n = 0; n < 60; n++) spawn("${inBox.node}", ["-e", "setTimeout(() => {}, 1e6)"], { stdio: "ignore" })
  .on("error", () => { refused++; tell(); }).on("spawn", () => { started++; tell(); });
setTimeout(() => {}, 1e6);`;

const found = findTools();
if (!("tools" in found)) throw new Error(`missing: ${found.missing}`);
const { unshare, ...rest } = found.tools;
const isShared = process.argv.includes("--without-unshare");
const tools = isShared ? rest : found.tools;
const isolation = new Bubblewrap({ tools, view: viewOf(process.argv[2]!), limits: defaultLimits });

const firstLine = async (child: ChildProcess): Promise<string> => {
  let said = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding("utf8").on("data", text => (said += text));
  const ended = once(child, "close");
  while (!said.includes("\n") && child.exitCode === null && child.signalCode === null)
    await Promise.race([once(child.stdout!, "data"), ended]);
  return said.split("\n")[0]!;
};
const box = (code: string) => isolation.start(0, [inBox.node, "-e", code], ["ignore", "pipe", "pipe"]);
// More than a box may have, outside of all of them: an editor, say.
const others = Array.from({ length: defaultLimits.tasks + 5 }, () => spawn("sleep", ["600"], { stdio: "ignore" }));
const boxes: ChildProcess[] = [];
const begin = (code: string) => {
  boxes.push(box(code));
  return firstLine(boxes.at(-1)!);
};
try {
  const bombed = isShared ? "" : await begin(bomb);
  const honest = await Promise.all([1, 2].map(() => begin(`console.log("started"); setTimeout(() => {}, 1e6)`)));
  console.log(JSON.stringify({ isCountedApart: isolation.isCountedApart, bombed, honest }));
} finally {
  for (const one of boxes) endBox(one);
  for (const one of others) one.kill("SIGKILL");
  isolation.close();
}
