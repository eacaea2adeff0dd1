// The platform's column of an assignment: its points follow the assignment's, unless somebody there has chosen others.
import { PlatformError } from "./ask.ts";
import type { AgsClient, LineItem } from "./client.ts";

/** A column as it is now. */
export interface Column {
  readonly item: LineItem;
  /** The points that we gave it last; undefined where they are somebody else's. */
  readonly given: number | undefined;
  /** What is to be told of its points; undefined where they are the assignment's, as before. */
  readonly told: ColumnTold | undefined;
}

export type ColumnTold =
  | { readonly state: "followed"; readonly before: number }
  | { readonly state: "refused"; readonly points: number; readonly why: string }
  | { readonly state: "others"; readonly points: number };

/**
 * Finds or makes an assignment's column, and lets its points follow: a platform scales each score to its column's points.
 * @param given the points that we gave it last
 * @throws PlatformError where it is not to be had
 */
export async function columnOf(
  client: AgsClient,
  { assignment, of, given }: { assignment: string; of: number; given: number | undefined },
): Promise<Column> {
  const item = await client.lineItem(assignment, assignment, of);
  const points = item.scoreMaximum;
  if (points === of) return { item, given: of, told: undefined };
  if (points !== given) return { item, given: undefined, told: { state: "others", points } };
  const refused = (why: string): Column => ({ item, given, told: { state: "refused", points, why } });
  try {
    await client.setMaximum(item, of);
  } catch (error) {
    if (!(error instanceof PlatformError) || isAway(error)) throw error;
    return refused(error.message);
  }
  const changed = await client.lineItem(assignment, assignment, of);
  if (changed.scoreMaximum !== of) return refused("it takes the new points, and keeps the old ones");
  return { item: changed, given: of, told: { state: "followed", before: points } };
}

/** Scores would not be taken, either. */
const isAway = ({ status }: PlatformError): boolean => status === undefined || status === 401 || status === 429;
