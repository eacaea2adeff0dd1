// Lets Node load TypeScript sources through ts-node (transpile only; `npm run check` does the types).
// Started as `node --import ./test/ts-node.mjs …`; module.registerHooks is synchronous and prints no warning.

import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import tsNode from "ts-node";

const service = tsNode.create({
  transpileOnly: true,
  skipProject: true,
  compilerOptions: {
    target: "es2024",
    module: "esnext",
    moduleResolution: "bundler",
    rootDir: fileURLToPath(new URL("..", import.meta.url)),
    verbatimModuleSyntax: true,
    sourceMap: true,
  },
});

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith("file:") || !url.endsWith(".ts") || url.includes("/node_modules/"))
      return nextLoad(url, context);
    const path = fileURLToPath(url);
    return { format: "module", source: service.compile(readFileSync(path, "utf8"), path), shortCircuit: true };
  },
});
