// What happens on Ctrl-C, a closed terminal or a kill: by default the end of the set-up and of the programs it runs;
// a command that has something to end in order says so.

import { constants } from "node:os";

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @type {(signal: (typeof signals)[number]) => void} */
let handler = signal => process.exit(128 + constants.signals[signal]);
for (const signal of signals) process.on(signal, () => handler(signal));

/** @param {typeof handler} own */
export function onStop(own) {
  handler = own;
}
