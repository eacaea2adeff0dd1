// A catalogue of assignments: questions by the assignment's name.

/** @returns a lookup that throws RangeError for an unknown name and lists the known ones. */
export function catalogue<Assignments extends object>(assignments: Assignments) {
  return <Name extends keyof Assignments & string>(name: Name): Assignments[Name] => {
    if (!Object.hasOwn(assignments, name))
      throw new RangeError(
        `assignment knows ${Object.keys(assignments)
          .map(known => JSON.stringify(known))
          .join(", ")}, but got ${JSON.stringify(name)}`,
      );
    return assignments[name];
  };
}
