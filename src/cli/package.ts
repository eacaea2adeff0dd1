// Where the package lies, whether this file runs from src/ or from dist/src/: found by the package's own name.
export const packageFile = (path: string): URL => new URL(path, import.meta.resolve("unrolled/package.json"));
