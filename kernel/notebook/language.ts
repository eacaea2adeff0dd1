// Whose notebook is it? One written for another language is refused before its first cell runs.
import type { Json } from "../protocol/mime.ts";
import { NotebookError } from "./error.ts";
import type { Metadata, Notebook } from "./format.ts";

/** A notebook that names no kernel at all is taken for TypeScript; tslab's and Deno's notebooks are TypeScript too. */
export function requireTypeScript(notebook: Notebook, name: string): void {
  const kernelspec = asObject(notebook.metadata.kernelspec);
  const language = asText(asObject(notebook.metadata.language_info).name) ?? asText(kernelspec.language);
  const kernel = asText(kernelspec.display_name) ?? asText(kernelspec.name);
  if (language === undefined && (kernel === undefined || kernelspec.name === "unrolled")) return;
  if (language?.toLowerCase() === "typescript") return;
  const what = language ? `a notebook in ${titleCase(language)}` : "a notebook for another kernel";
  throw new NotebookError(
    `${name} is ${what}${kernel ? ` (kernel "${kernel}")` : ""}, but Unrolled runs TypeScript: ` +
      `run it with "jupyter execute", or, if its cells are TypeScript, choose the kernel "TypeScript (Unrolled)" in JupyterLab and save`,
  );
}

const asObject = (value: Json | undefined): Metadata =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

/** JupyterLab writes an empty name of a language where it reloads a notebook from the disk that names none. */
const asText = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const titleCase = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
