// Values that show themselves where they are made, without a call of `display`: a library asks for it by a global symbol.
//
// A value is held until something else is shown or printed, or until the code that made it pauses: it may still turn out to be
// the cell's last value, which is shown as such, or to be printed. So it is shown once, in its place.
import { AsyncLocalStorage } from "node:async_hooks";

/** The global symbol by which libraries find this: where it is absent, their values show themselves nowhere. */
export const showSymbol = Symbol.for("Jupyter.show");

/** What is found there. */
export interface ShowHost {
  /**
   * Shows a value under the cell that runs; with an id at once, in the place of what the cell showed under it before. Of a
   * series, the cell shows the first few, and at its end what `more` makes of the number of all others.
   */
  show(value: object, options?: { id?: string; series?: Series }): void;
  /** Takes that back, as the value is seen otherwise; false where it has been shown already. */
  withdraw(value: object): boolean;
}

/** Values of one kind, of which a loop may make thousands: a notebook with all of them is neither read nor saved well. */
export interface Series {
  /** Which one: values with the same name count together. */
  name: string;
  more(count: number): object;
}

export interface SelfShown {
  host: ShowHost;
  isHeld(value: object): boolean;
  /** Shows what is held. */
  release(): void;
  /** Shows what is held, and how many of each series were not shown: the cell is at its end. */
  end(): void;
  /** Whether a cell's last value has been shown already. What is held of it no longer is. */
  isShown(last: unknown): boolean;
}

/** So many are shown at once, so that a long loop is seen to go on. */
const mostHeld = 20;

/** So many of a series are shown in one cell. */
const mostOfSeries = 10;

/** A series as one cell has come to show it. */
interface Counted {
  shown: number;
  /** Those that are left out. The last of them may still be seen as the cell's last value, or printed. */
  left: number;
  more: Series["more"];
}

export function createSelfShown(
  show: (value: object, options?: { id?: string }) => void,
  owner: () => unknown,
): SelfShown {
  const held = new Map<unknown, object[]>();
  /** By value, the cell under which it was shown. */
  const shown = new WeakMap<object, unknown>();
  const series = new Map<unknown, Map<string, Counted>>();
  /** Cells that are at their end: what their callbacks show later counts anew each time. */
  const ended = new Set<unknown>();
  /** Of values that are counted in a series. */
  const countedIn = new WeakMap<object, { cell: unknown; counted: Counted; isLeft: boolean }>();

  /** Whether a value is to be shown, as one of the first of its series. */
  function count(value: object, { name, more }: Series): boolean {
    const key = owner();
    const ofCell = series.get(key) ?? new Map<string, Counted>();
    series.set(key, ofCell);
    const counted = ofCell.get(name) ?? { shown: 0, left: 0, more };
    ofCell.set(name, counted);
    const isLeft = counted.shown >= mostOfSeries;
    counted[isLeft ? "left" : "shown"]++;
    countedIn.set(value, { cell: key, counted, isLeft });
    return !isLeft;
  }

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
    const place = countedIn.get(value);
    countedIn.delete(value);
    if (place && (place.isLeft || at >= 0)) place.counted[place.isLeft ? "left" : "shown"]--;
    return at >= 0 || place?.isLeft === true;
  }

  function end(): void {
    release();
    const key = owner();
    ended.add(key);
    const ofCell = series.get(key);
    series.delete(key);
    for (const { left, more } of ofCell?.values() ?? []) if (left > 0) show(more(left));
  }

  return {
    host: {
      show(value, { id, series }: { id?: string; series?: Series } = {}) {
        const key = owner();
        if (id !== undefined) {
          shown.set(value, key);
          return show(value, { id });
        }
        if (series && !count(value, series)) return;
        const values = held.get(key);
        if (values) values.push(value);
        else {
          held.set(key, [value]);
          setImmediate(AsyncLocalStorage.bind(() => (ended.has(owner()) ? end() : release())));
        }
        if (values && values.length >= mostHeld) release();
      },
      withdraw,
    },
    isHeld: value => held.get(owner())?.includes(value) ?? false,
    release,
    end,
    isShown(last) {
      if (typeof last !== "object" || last === null) return false;
      const key = owner();
      if (Array.isArray(last)) {
        const isLeft = (item: object) => countedIn.get(item)?.cell === key && countedIn.get(item)!.isLeft;
        const isSeen = (item: object) => held.get(key)?.includes(item) || shown.get(item) === key || isLeft(item);
        return last.length > 0 && last.every(item => typeof item === "object" && item !== null && isSeen(item));
      }
      withdraw(last);
      return shown.has(last) && shown.get(last) === key;
    },
  };
}
