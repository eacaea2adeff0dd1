// What stands beside an assignment's questions, for their proof.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Beside } from "../../src/checking/index.ts";
import { root } from "../needs.ts";

/** mistakes.ts and hidden.ts of an assignment; the first has to be there. */
export async function besideOf(name: string): Promise<Beside> {
  const load = async (file: string) => import(pathToFileURL(join(root, "assignments", name, file)).href);
  const { mistakes } = await load("mistakes.ts");
  return existsSync(join(root, "assignments", name, "hidden.ts"))
    ? { mistakes, ...(await load("hidden.ts")) }
    : { mistakes };
}
