import assert from "node:assert/strict";
import { joinStreams } from "../../../kernel/display/join-streams.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import { until } from "../../until.ts";

const print = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({ type: "stream", name, text });
const clear: Output = { type: "clear", wait: false };

describe("output: streams joined", () => {
  it("is joined while the stream is the same, and keeps its place among the other outputs", () => {
    const said: Output[] = [];
    const { add, flush } = joinStreams(output => said.push(output));
    for (const output of [print("a"), print("b"), print("c", "stderr"), print("d"), clear, print("e"), print("f")])
      add(output);
    flush();
    flush();
    assert.deepEqual(said, [print("ab"), print("c", "stderr"), print("d"), clear, print("ef")]);
  });

  it("does not wait for more than a moment", async () => {
    const said: Output[] = [];
    const { add } = joinStreams(output => said.push(output));
    add(print("a"));
    assert.deepEqual(said, []);
    await until(() => said.length === 1);
    assert.deepEqual(said, [print("a")]);
    add(print("b"));
    await until(() => said.length === 2);
    assert.deepEqual(said, [print("a"), print("b")]);
  });

  it("goes out by the megabyte", () => {
    const said: Output[] = [];
    const { add } = joinStreams(output => said.push(output));
    for (let i = 0; i < 25; i++) add(print("x".repeat(100_000)));
    assert.deepEqual(said, [print("x".repeat(1e6)), print("x".repeat(1e6))]);
  });

  it("does not change the outputs that it was given", () => {
    const first = print("a");
    const { add, flush } = joinStreams(() => {});
    add(first);
    add(print("b"));
    flush();
    assert.deepEqual(first, print("a"));
  });
});
