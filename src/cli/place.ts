// Where a kernelspec goes: to the user, to the environment of the Jupyter on the PATH, or to a folder given by name.
import { prefixDataDir, userDataDir } from "../../kernel/install.ts";
import { environmentDataDir } from "./jupyter.ts";
import { parse, UsageError } from "./usage.ts";

/** Reads `[--user | --sys-prefix | --prefix DIR]`; the data folder that they name. */
export async function readPlace(command: string, args: string[]): Promise<string> {
  const { values, positionals } = parse(command, args, {
    user: { type: "boolean" },
    "sys-prefix": { type: "boolean" },
    prefix: { type: "string" },
  });
  if (positionals.length > 0)
    throw new UsageError(`unrolled ${command} expects no name, but got "${positionals[0]}": use --prefix DIR`);
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
