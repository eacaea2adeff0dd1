// npm run check: lint and format by Biome, types by TypeScript 7. Both run, so that one look shows everything.

import { join } from "node:path";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";

const tool = (/** @type {string[]} */ ...parts) => join(root, "node_modules", ...parts);

export default async function check() {
  await setUp();
  const lint = await hand(process.execPath, [tool("@biomejs", "biome", "bin", "biome"), "check", "."]);
  const types = await hand(process.execPath, [tool("typescript7", "bin", "tsc"), "-p", join(root, "test")]);
  console.log(`lint and format: ${lint === 0 ? "ok" : "failed"} · types: ${types === 0 ? "ok" : "failed"}`);
  return lint || types;
}
