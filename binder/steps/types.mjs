// dist/index.d.ts: the types of src/index.ts in one file, which is what the package publishes and what cells check
// against.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../user-error.mjs";

/** @param {string} folder the compiled tree, with src/index.d.ts in it */
export async function rollUpTypes(folder) {
  const input = join(folder, "src", "index.d.ts");
  if (!existsSync(input))
    throw new UserError("The build expects src/index.ts, the toolkit's door, and it is not there.");
  // Imported here, not above: before the first `npm ci` there is nothing to import.
  const [{ rollup }, { dts }] = await Promise.all([import("rollup"), import("rollup-plugin-dts")]);
  const bundle = await rollup({ input, plugins: [dts()] });
  await bundle.write({ file: join(folder, "index.d.ts"), format: "es" });
  await bundle.close();
}
