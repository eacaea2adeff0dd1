// Lists on the command line.

/**
 * A list as "A,B", or "all".
 * @param what the option that it was given by
 * @param standard what is taken where it was left out
 * @throws RangeError for a name that is not known
 */
export function choose<Name extends string>(
  what: string,
  list: string | undefined,
  standard: readonly Name[],
  known: readonly Name[],
): readonly Name[] {
  if (list === undefined) return standard;
  if (list === "all") return known;
  return list.split(",").map(name => {
    if (!known.includes(name as Name))
      throw new RangeError(`--${what} knows ${known.join(", ")} and all, but got ${JSON.stringify(name)}`);
    return name as Name;
  });
}
