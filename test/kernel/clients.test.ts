// nbclient against the kernel's sources. Jupyter's other clients: clients.soak.ts.
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { itSoaks } from "../soak.ts";
import { jupyterClients } from "./clients.ts";

describe("nbclient", function () {
  this.timeout(120_000);
  const scenario = jupyterClients();

  itSoaks("an error cell ends the run, unless errors are allowed; a page is not for it", async () => {
    const { strict, allowed, tagged } = await scenario("nbclient");
    assert.deepEqual(strict.raised, ["RangeError", "too far"]);
    assert.deepEqual(
      strict.cells.map(([count]: [number]) => count),
      [1, 2, null],
    );
    assert.equal(allowed.raised, null);
    const [, [, [error]], [count, outputs]] = allowed.cells;
    assert.deepEqual([error.output_type, error.ename, error.evalue], ["error", "RangeError", "too far"]);
    assert.match(stripVTControlCharacters(error.traceback.join("\n")), /^RangeError: too far\n {4}at cell 2:1:7/);
    assert.equal(count, 3);
    assert.deepEqual(outputs, [
      { output_type: "stream", name: "stdout", text: "after\n" },
      { output_type: "execute_result", execution_count: 3, data: { "text/plain": "21" }, metadata: {} },
    ]);
    assert.deepEqual(tagged, [1, 2, 3]);
  });
});
