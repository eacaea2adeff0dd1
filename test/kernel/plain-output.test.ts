// What a kernel prints of values is saved with the notebook, and read where no terminal's codes are understood.
import assert from "node:assert/strict";
import { join } from "node:path";
import { startKernel } from "../../kernel/client.ts";
import { needDist, root } from "../needs.ts";

describe("what cells print in Jupyter", () => {
  it("has no terminal codes, but for those that the cell writes itself", async function () {
    needDist(this);
    const kernel = await startKernel({
      argv: [process.execPath, join(root, "dist/kernel/main.js"), "{connection_file}"],
    });
    try {
      const printed = async (code: string) => {
        const { iopub } = await kernel.execute(code);
        return iopub.flatMap(({ header, content }) => (header.msg_type === "stream" ? [content.text] : [])).join("");
      };
      assert.equal(await printed("console.log({ x: 1 }, 3, true)"), "{ x: 1 } 3 true\n");
      assert.equal(await printed('console.log("\\x1b[31mred\\x1b[0m")'), "\x1b[31mred\x1b[0m\n");
    } finally {
      await kernel.shutdown();
    }
  });
});
