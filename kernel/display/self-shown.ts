// Values that show themselves where they are made, without a call of `display`: a library asks for it by a global symbol.
//
// A value is held until something else is shown or printed, or until the code that made it pauses: it may still turn out to be
// the cell's last value, which is shown as such, or to be printed. So it is shown once, in its place.
import { AsyncLocalStorage } from "node:async_hooks";

/** The global symbol by which libraries find this: where it is absent, their values show themselves nowhere. */
export const showSymbol = Symbol.for("Jupyter.show");

/** What is found there. */
export interface ShowHost {
  /** Shows a value under the cell that runs; with an id at once, in the place of what the cell showed under it before. */
  show(value: object, options?: { id?: string }): void;
  /** Takes that back, as the value is seen otherwise; false where it has been shown already. */
  withdraw(value: object): boolean;
}

export interface SelfShown {
  host: ShowHost;
  isHeld(value: object): boolean;
  /** Shows what is held. */
  release(): void;
  /** Whether a cell's last value has been shown already. What is held of it no longer is. */
  isShown(last: unknown): boolean;
}

/** So many are shown at once, so that a long loop is seen to go on. */
const mostHeld = 20;

export function createSelfShown(
  show: (value: object, options?: { id?: string }) => void,
  owner: () => unknown,
): SelfShown {
  const held = new Map<unknown, object[]>();
  /** By value, the cell under which it was shown. */
  const shown = new WeakMap<object, unknown>();

  function release(): void {
    const key = owner();
    const values = held.get(key) ?? [];
    held.delete(key);
    for (const value of values) {
      shown.set(value, key);
      show(value);
    }
  }

  function withdraw(value: object): boolean {
    const values = held.get(owner()) ?? [];
    const at = values.indexOf(value);
    if (at >= 0) values.splice(at, 1);
    return at >= 0;
  }

  return {
    host: {
      show(value, { id }: { id?: string } = {}) {
        const key = owner();
        if (id !== undefined) {
          shown.set(value, key);
          return show(value, { id });
        }
        const values = held.get(key);
        if (values) values.push(value);
        else {
          held.set(key, [value]);
          setImmediate(AsyncLocalStorage.bind(release));
        }
        if (values && values.length >= mostHeld) release();
      },
      withdraw,
    },
    isHeld: value => held.get(owner())?.includes(value) ?? false,
    release,
    isShown(last) {
      if (typeof last !== "object" || last === null) return false;
      const key = owner();
      if (Array.isArray(last)) {
        const isSeen = (item: unknown) => held.get(key)?.includes(item as object) || shown.get(item as object) === key;
        return last.length > 0 && last.every(item => typeof item === "object" && item !== null && isSeen(item));
      }
      withdraw(last);
      return shown.has(last) && shown.get(last) === key;
    },
  };
}
