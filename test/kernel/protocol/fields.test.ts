import assert from "node:assert/strict";
import { readExecuteRequest } from "../../../kernel/protocol/execute.ts";
import { readHistoryRequest } from "../../../kernel/protocol/history.ts";

describe("the fields of a request", () => {
  it("have the document's defaults", () => {
    assert.deepEqual(readExecuteRequest({ code: "1" }), {
      code: "1",
      silent: false,
      store_history: true,
      user_expressions: {},
      stop_on_error: true,
      allow_stdin: true,
    });
  });

  it("silent means no history, whatever store_history says", () => {
    assert.equal(readExecuteRequest({ code: "1", silent: true, store_history: true }).store_history, false);
  });

  it("that are wrong are named", () => {
    assert.throws(() => readExecuteRequest({}), /lacks code, which should be a string/);
    assert.throws(() => readExecuteRequest({ code: 3 }), /code should be a string, but is 3/);
    assert.throws(
      () => readExecuteRequest({ code: "", silent: "yes" }),
      /silent should be true or false, but is "yes"/,
    );
    assert.throws(() => readExecuteRequest({ code: "", user_expressions: { a: 1 } }), /user_expressions should be/);
    assert.throws(() => readHistoryRequest({ hist_access_type: "all" }), /"tail", "range" or "search", but is "all"/);
  });
});
