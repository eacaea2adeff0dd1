/** What lies in the notebook's folder: asked for only where an import is not found. */
export interface Folder {
  path: string;
  /** Names of files and folders in a folder beside the notebook: "." is the notebook's own. */
  filesIn(folder: string): string[];
  /** The packages that are installed where the notebook finds them. */
  packages(): string[];
  /** Node's own modules, without `node:`. */
  builtins(): readonly string[];
}
