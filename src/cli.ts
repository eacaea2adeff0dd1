// The command `unrolled`, built. cli/unrolled.mjs starts it on whatever Node the machine has, so this file and cli/node.ts
// must load on Node 20; everything else is imported once the Node is known to be new enough. (Not awaited: built, the rest
// imports this file.)
import { isNewEnough, restart } from "./cli/node.ts";

const ended = isNewEnough(process.versions.node)
  ? import("./cli/main.ts").then(({ main }) => main(process.argv.slice(2)))
  : restart(process.argv.slice(1));
void ended.then(code => {
  process.exitCode = code;
});
