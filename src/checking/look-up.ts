// Finding an assignment by its name.

/** @throws RangeError for an unknown name; lists the known ones. */
export function lookUp<Assignments extends object, Name extends keyof Assignments>(
  assignments: Assignments,
  name: Name,
): Assignments[Name] {
  if (Object.hasOwn(assignments, name)) return assignments[name];
  const known = Object.keys(assignments).map(other => JSON.stringify(other));
  throw new RangeError(`assignment knows ${known.join(", ")}, but got ${JSON.stringify(name)}`);
}
