// Lets a value show itself where it is made: a host, such as a kernel, sets an object on the global scope that takes it.
//
// A kernel sets `globalThis[Symbol.for("Jupyter.show")]`; anywhere else it is absent, and nothing is shown.

/** What a host sets on the global scope to show values under the code that makes them. */
interface ShowHost {
  /**
   * Shows a value, once: not again where it is the last value of a cell. With an id, in the place of what it showed before.
   * Of a series, a cell shows the first few, and at its end what `more` makes of the number of all others.
   */
  show(value: object, options?: { id?: string; series?: Series }): void;
  /** Takes that back, because the value is seen otherwise; false where it has been shown already. */
  withdraw(value: object): boolean;
}

/** Values of one kind, of which a loop may make thousands. */
export interface Series {
  /** Which one: values with the same name count together. */
  name: string;
  /** What is shown in the place of so many others. */
  more(count: number): object;
}

const key = Symbol.for("Jupyter.show");

const host = (): ShowHost | undefined => (globalThis as { [key]?: ShowHost })[key];

/** Has a value shown where it is made, by whoever is there to show it. */
export function showHere<Value extends object>(value: Value, series?: Series): Value {
  host()?.show(value, series && { series });
  return value;
}

/** Has a value shown under the code that runs; where nobody shows values, its text is printed. */
export function showOrPrint(value: object): void {
  const there = host();
  if (there) there.show(value);
  else console.log(String(value));
}

/** A value is printed or awaited, so it need not show itself. True where it would have. */
export const seenOtherwise = (value: object): boolean => host()?.withdraw(value) ?? false;

/** Whether anybody is there to show a value that changes, in one place. */
export const canShowInPlace = (): boolean => host() !== undefined;

/** Shows a value as it is now, in the place of what the same code showed under this id before. */
export const showInPlace = (id: string, value: object): void => host()?.show(value, { id });
