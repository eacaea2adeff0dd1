// The pager of a cell: a long text to page through, which front ends get with the reply and not among the outputs.
//
// They show one page a reply, so the last one counts, as in IPython. One that nobody would show any more, because its
// cell is done or has failed, is shown as a display.
import type { Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";

export interface Pager {
  /** Takes the outputs of one cell, in order; all but its pages go on at once. */
  add(output: Output): void;
  /** The page of a cell that has succeeded. */
  take(): Presentation | undefined;
  /** Shows the page of a cell that has failed. */
  show(): void;
}

export function createPager(listen: (output: Output) => void): Pager {
  let page: Presentation | undefined;
  let done = false;
  const asDisplay = ({ data, metadata }: Presentation) => listen({ type: "display", data, metadata });

  function take(): Presentation | undefined {
    const taken = page;
    page = undefined;
    done = true;
    return taken;
  }

  return {
    add(output) {
      if (output.type === "clear") page = undefined;
      if (output.type !== "page") listen(output);
      else if (done) asDisplay(output);
      else page = output;
    },
    take,
    show() {
      const taken = take();
      if (taken) asDisplay(taken);
    },
  };
}
