// The button “Hand in” comes with the kernel: JupyterLab looks for its extensions in the data folder in which it finds kernels.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFile } from "./package.ts";

const name = "unrolled-hand-in";

const placeIn = (dataDir: string): string => join(dataDir, "labextensions", name);

/**
 * Puts the extension into a data folder of Jupyter's, whole or not at all.
 * @throws Error where it cannot be written
 */
export function installHandInButton(dataDir: string): void {
  const source = fileURLToPath(packageFile(`binder/lab-extensions/${name}`));
  // Binder's image has the extension already, and no sources any more.
  if (!existsSync(source)) return;
  const place = placeIn(dataDir);
  const next = `${place}.${process.pid}.new`;
  try {
    // A browser keeps an extension's files for a year: they lie in a folder that is named after what is in them.
    const version = hashOf(join(source, "static"));
    mkdirSync(join(next, "static"), { recursive: true });
    cpSync(join(source, "static"), join(next, "static", version), { recursive: true });
    const description = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
    description.jupyterlab._build.load = `static/${version}/remoteEntry.js`;
    writeFileSync(join(next, "package.json"), `${JSON.stringify(description, null, 2)}\n`);
    rmSync(place, { recursive: true, force: true });
    renameSync(next, place);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw new Error(
      `cannot write JupyterLab's extension ${place}: ${(error as Error).message}. Choose a folder that you may write to`,
    );
  }
}

/** Takes it away where it is there. */
export function removeHandInButton(dataDir: string): void {
  if (existsSync(placeIn(dataDir))) rmSync(placeIn(dataDir), { recursive: true });
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}
