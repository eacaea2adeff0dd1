// The colors of printed values, where the host asks for colors: Node's own, but for those that light pages make pale.
import { inspect } from "node:util";

export function colorValues(): void {
  Object.assign(inspect.styles, { number: "blue", bigint: "blue", boolean: "magenta", special: "magenta" });
}
