// How a backend shows itself, in a notebook and in Node's console: by the line that describes it.
import type { Backend } from "./backend.ts";

/** The same backend; https://nodejs.org/api/util.html#utilinspectcustom is what kernels ask, too. */
export const shown = <Kind extends Backend>(backend: Kind): Kind =>
  Object.defineProperty(backend, Symbol.for("nodejs.util.inspect.custom"), { value: () => backend.describe() });
