// How a student's name is read: what looks the same is the same student.

/** Longer ones are no names. */
const maxLength = 100;

/**
 * The name that numbers are drawn for: in Unicode's composed form (NFC) and small letters, without invisible characters, with
 * single spaces within and none around. "Ana", " ana " and "ANA" are one student; "ana" and "aña" are two.
 * @returns "" where nothing is left of it
 */
export function normalizedName(name: string): string {
  const visible = name.normalize("NFC").replace(/\s+/gu, " ").replace(/\p{C}/gu, "");
  return visible.toLowerCase().normalize("NFC").trim();
}

/** Why a value is nobody's name; undefined where it is one. */
export function nameFault(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return "write your name or student number in quotes";
  if (normalizedName(String(value)) === "") return "this name is empty: write your name or student number in quotes";
  return String(value).length > maxLength ? `a name has at most ${maxLength} characters` : undefined;
}
