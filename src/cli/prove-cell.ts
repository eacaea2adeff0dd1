// A cell that proves what lies in a course's folder, whatever the types of its `assignment` are: `prove` says what it wants.
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageFile } from "./package.ts";

/**
 * @param folder a course's, with a folder for each assignment
 * @param name of the one assignment that is proven; all of the course where left out
 */
export function proveCell(folder: string, name?: string): string {
  const mutants = packageFile("dist/src/grader/prove/mutants.js").href;
  const files = globSync(`${name ?? "*"}/{mistakes,hidden}.{ts,js}`, { cwd: folder });
  const imports = files.map(file => {
    const [assignment, module] = [basename(dirname(file)), pathToFileURL(join(folder, file)).href];
    return `Object.assign(beside[${JSON.stringify(assignment)}] ??= {}, await import(${JSON.stringify(module)} as string));`;
  });
  // What has nothing beside it is told so.
  const beside = name === undefined ? {} : { [name]: {} };
  return `import { prove } from "unrolled/checking";
const beside: Record<string, object> = ${JSON.stringify(beside)};
${imports.join("\n")}
const { mutantsOf } = await import(${JSON.stringify(mutants)} as string);
await prove(assignment as any, { beside, mutantsOf${name === undefined ? "" : `, names: [${JSON.stringify(name)}]`} });`;
}
