// The pager of a cell: a long text to page through, which front ends get with the reply and not among the outputs.
//
// They show one page a reply, so the last one counts, as in IPython. One whose cell is done, or has failed, has no reply
// to go with: it takes its place among the outputs.
import type { Output } from "../protocol/output.ts";

export type Page = Extract<Output, { type: "page" }>;

export interface Pager {
  /** Takes the outputs of one cell, in order; all but its pages go on at once. */
  add(output: Output): void;
  /** The page of a cell that has succeeded. */
  take(): Page | undefined;
  /** Hands on the page of a cell that has failed. */
  flush(): void;
}

export function createPager(listen: (output: Output) => void): Pager {
  let page: Page | undefined;
  let done = false;

  function take(): Page | undefined {
    const taken = page;
    page = undefined;
    done = true;
    return taken;
  }

  return {
    add(output) {
      if (output.type === "clear") page = undefined;
      if (output.type === "page" && !done) page = output;
      else listen(output);
    },
    take,
    flush() {
      const taken = take();
      if (taken) listen(taken);
    },
  };
}
