// npm run check: lint and format by Biome, types by TypeScript 7, unused exports by knip. All run, so that one look shows
// everything.

import { join } from "node:path";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";

const node = (/** @type {string[]} */ tool, /** @type {string[]} */ ...args) =>
  hand(process.execPath, [join(root, "node_modules", ...tool), ...args]);

export default async function check() {
  await setUp();
  const checks = {
    "lint and format": () => node(["@biomejs", "biome", "bin", "biome"], "check", "--error-on-warnings", "."),
    types: () => node(["typescript7", "bin", "tsc"], "-p", join(root, "test")),
    "unused exports": () => node(["knip", "bin", "knip.js"], "--treat-config-hints-as-errors"),
  };
  const results = [];
  for (const [name, run] of Object.entries(checks)) results.push({ name, status: await run() });
  console.log(results.map(({ name, status }) => `${name}: ${status === 0 ? "ok" : "failed"}`).join(" · "));
  return results.some(({ status }) => status !== 0) ? 1 : 0;
}
