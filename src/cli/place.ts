// Where a kernelspec goes: to the user, to the environment of the Jupyter on the PATH, or to a folder given by name.
import { prefixDataDir, userDataDir } from "../../kernel/install.ts";
import { environmentDataDir } from "./jupyter.ts";
import { UsageError } from "./usage.ts";

export const placeOptions = {
  user: { type: "boolean" },
  "sys-prefix": { type: "boolean" },
  prefix: { type: "string" },
} as const;

export interface Place {
  user?: boolean | undefined;
  "sys-prefix"?: boolean | undefined;
  prefix?: string | undefined;
}

/** The data folder that `[--user | --sys-prefix | --prefix DIR]` name. */
export async function dataDirOf(command: string, values: Place): Promise<string> {
  const given = Object.keys(values).map(name => `--${name}`);
  if (given.length > 1)
    throw new UsageError(`unrolled ${command}: ${given.join(" and ")} name ${given.length} places: choose one`);

  if (values.prefix !== undefined) return prefixDataDir(values.prefix);
  if (!values["sys-prefix"]) return userDataDir();
  const environment = await environmentDataDir();
  if (environment === undefined)
    throw new UsageError(
      `unrolled ${command} --sys-prefix expects a Jupyter, an active environment or a Python, but found none on the PATH: activate the environment, or use --prefix DIR`,
    );
  return environment;
}

/** How a data folder is said on our command line. */
export function placeOption(dataDir: string): string {
  if (dataDir === userDataDir()) return "--user";
  const prefix = dataDir.replace(/[\\/]share[\\/]jupyter[\\/]?$/, "");
  return `--prefix ${/\s/.test(prefix) ? `"${prefix}"` : prefix}`;
}
