// The command `unrolled`, built. cli/unrolled.mjs starts it on whatever Node the machine has, so this file and cli/node.ts
// must load on Node 20; everything else is imported once the Node is known to be new enough.
import { isNewEnough, restart } from "./cli/node.ts";

process.exitCode = isNewEnough(process.versions.node)
  ? await (await import("./cli/main.ts")).main(process.argv.slice(2))
  : await restart(process.argv.slice(1));
