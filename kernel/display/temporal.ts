// Dates and times of Temporal in Node's inspection, which else shows empty objects: alone, in lists, and printed.
import { inspect } from "node:util";

export function describeTemporal(): void {
  const { Temporal } = globalThis as { Temporal?: { [name: string]: unknown } };
  if (typeof Temporal !== "object") return;
  for (const name of Object.getOwnPropertyNames(Temporal)) {
    const { prototype } = Temporal[name] as { prototype?: object };
    if (typeof prototype !== "object" || Object.hasOwn(prototype, inspect.custom)) continue;
    Object.defineProperty(prototype, inspect.custom, {
      configurable: true,
      value(this: object) {
        return `Temporal.${name} ${this}`;
      },
    });
  }
}
