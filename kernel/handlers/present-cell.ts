// An error that the compiler finds stands in the cell that was just run: its line is said, without the number of the run.

/**
 * "cell 252:1:50 - error TS2304: …" as "line 1 - error TS2304: …"; carets below show the column. Frames keep the number, which is
 * In[252]: they may be of other cells.
 */
export function inPresentCell(traceback: readonly string[], executionCount: number): string[] {
  const place = new RegExp(String.raw`^cell ${executionCount}:(\d+):\d+(?= - error TS\d+: )`);
  return traceback.map(line => line.replace(place, "line $1"));
}
