// The module that a cell gets for "tslab": see tslab.ts.
import { servedTslab, type Tslab } from "./tslab.ts";

export type { Display } from "./display.ts";

const tslab = servedTslab();

/** Shows rich content under the cell: display.html(page), display.png(bytes). The same `display` as every cell has. */
export const display: Tslab["display"] = tslab.display;

/** Makes a display whose contents replace each other, in the cell that first shows one. */
export const newDisplay: Tslab["newDisplay"] = tslab.newDisplay;

/** What runs the cell. */
export const versions: Tslab["versions"] = tslab.versions;
