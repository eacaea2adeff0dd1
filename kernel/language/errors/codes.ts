// TypeScript's numbers for the errors that more than one kind of advice looks for.

/** "Cannot find name", also as a shorthand property, a namespace, or with advice about the compiler's options. */
export const unknownNames: ReadonlySet<number> = new Set([
  2304, 2552, 2503, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 18004,
]);

/** "Property does not exist on type", without and with a suggestion. */
export const unknownMembers: ReadonlySet<number> = new Set([2339, 2551, 2550]);

/** What a value is does not fit what is wanted: as an argument, in an assignment, in every overload. */
export const doesNotFit: ReadonlySet<number> = new Set([2322, 2345, 2769, 2353, 2561, 2820]);

/** "This expression is not callable", "is not constructable", "Did you mean to include 'new'?", "it is a 'get' accessor" */
export const notCallable: ReadonlySet<number> = new Set([2349, 2351, 2348, 6234]);
