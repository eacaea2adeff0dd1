// Callbacks that a cell registers: what one prints or shows belongs to that cell, and one that throws harms nobody else.
import { AsyncLocalStorage } from "node:async_hooks";
import { describeWithStack } from "./inspect.ts";

type Callback<Args extends unknown[]> = (...args: Args) => unknown;

export type Guard = <Args extends unknown[]>(callback: Callback<Args>) => (...args: Args) => void;

/** `complain` gets the stack of what a callback threw, at once or, where it is asynchronous, later. */
export function createGuard(complain: (text: string) => void): Guard {
  return callback => {
    const failed = (thrown: unknown) => complain(`${describeWithStack(thrown)}\n`);
    return AsyncLocalStorage.bind((...args) => {
      try {
        Promise.resolve(callback(...args)).catch(failed);
      } catch (thrown) {
        failed(thrown);
      }
    });
  };
}
