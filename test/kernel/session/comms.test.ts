// Comms and widgets with the real executor: a front end is whoever calls `session.comm`.
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { CommMessage } from "../../../kernel/protocol/comm.ts";
import type { Json } from "../../../kernel/protocol/mime.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type CellOutcome, type Session, startSession } from "../../../kernel/session.ts";
import { stopwatch } from "../../stopwatch.ts";

type State = { [key: string]: Json };

const isComm = (output: Output): output is CommMessage => output.type.startsWith("comm_");
const plain = (outcome: CellOutcome) => (outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome);

describe("session: comms of cells", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
  });
  after(() => session.close());

  async function run(code: string) {
    const outputs: Output[] = [];
    const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
    return { outcome, outputs, comms: outputs.filter(isComm) };
  }

  async function tell(comm_id: string, data: State, rest: Partial<CommMessage> = {}) {
    const outputs: Output[] = [];
    const message = { type: "comm_msg", comm_id, data, metadata: {}, buffers: [], ...rest } as CommMessage;
    await session.comm(message, { onOutput: output => outputs.push(output) });
    return outputs;
  }

  /** The model of the widget that a cell made: the last comm that it opened. */
  const modelOf = (comms: CommMessage[]) => {
    const opened = comms.filter(({ type }) => type === "comm_open").at(-1)!;
    return { id: opened.comm_id, state: opened.data.state as State, opened };
  };
  const texts = (outputs: Output[]) => outputs.map(output => (output.type === "stream" ? output.text : output.type));

  it("open, send and close from the cell, with metadata and bytes", async () => {
    const { comms } = await run(
      "const mine = comms.open('there', { a: 1 }, { metadata: { m: 1 } }); mine.send({ b: 2 }, { buffers: [new Uint8Array([1, 2])] }); mine.isOpen",
    );
    const { comm_id } = comms[0]!;
    assert.deepEqual(comms, [
      { type: "comm_open", comm_id, target_name: "there", data: { a: 1 }, metadata: { m: 1 }, buffers: [] },
      { type: "comm_msg", comm_id, data: { b: 2 }, metadata: {}, buffers: ["AQI="] },
    ]);
    assert.deepEqual([...session.comms].at(-1), [comm_id, "there"]);
    const closing = await run("mine.close({ c: 3 }); mine.send({}); mine.close(); mine.isOpen");
    assert.deepEqual(closing.comms, [{ type: "comm_close", comm_id, data: { c: 3 }, metadata: {}, buffers: [] }]);
    assert.equal(plain(closing.outcome), "false");
    assert.equal(session.comms.has(comm_id), false);
  });

  it("open, send and close from the front end; what the callbacks print stands under the cell that gave them", async () => {
    const { outputs } = await run(`
      comms.onOpen("here", (comm, { data, buffers }) => {
        console.log("opened", data.a, buffers[0]);
        comm.onMessage(({ data }) => comm.send({ twice: 2 * (data.n as number) })).onClose(() => console.log("closed"));
      });`);
    const opened = await tell("f1", { a: 1 }, { type: "comm_open", target_name: "here", buffers: ["AQI="] });
    assert.deepEqual(opened, []);
    assert.equal(session.comms.get("f1"), "here");
    // An answer on the comm belongs to the message that it answers.
    assert.deepEqual(await tell("f1", { n: 21 }), [
      { type: "comm_msg", comm_id: "f1", data: { twice: 42 }, metadata: {}, buffers: [] },
    ]);
    await tell("f1", {}, { type: "comm_close" });
    assert.deepEqual(
      texts(outputs).filter(text => text.includes("ed")),
      ["opened 1 <Buffer 01 02>\n", "closed\n"],
    );
    assert.equal(session.comms.has("f1"), false);
  });

  it("closes at once what the front end opens to a target that nobody has registered", async () => {
    const outputs = await tell("f2", {}, { type: "comm_open", target_name: "nobody" });
    assert.deepEqual(outputs, [{ type: "comm_close", comm_id: "f2", data: {}, metadata: {}, buffers: [] }]);
    assert.equal(session.comms.has("f2"), false);
    assert.deepEqual(await tell("f2", {}), [], "and hears no more of it");
  });

  it("says what a callback throws, at once or later, and goes on", async () => {
    const { comms, outputs } = await run(
      "comms.open('t').onMessage(({ data }) => { if (data.late) return Promise.reject(new Error('late')); throw new Error('boom') }).onMessage(() => console.log('next'))",
    );
    const { id } = modelOf(comms);
    await tell(id, {});
    await tell(id, { late: true });
    while (outputs.length < 5) await delay(5);
    const said = texts(outputs).join("");
    assert.match(said, /Error: boom\n {4}at .*cell \d+:1:\d+/);
    assert.match(said, /Error: late/);
    assert.equal(said.match(/next/g)?.length, 2);
  });

  it("are all closed, and said so, when the cells' process ends", async () => {
    const own = await startSession();
    const outputs: Output[] = [];
    await own.execute("comms.open('t'); 1", { onOutput: output => outputs.push(output) });
    await own.execute("process.exit()", { onOutput: output => outputs.push(output) });
    assert.deepEqual(
      outputs.map(({ type }) => type),
      ["comm_open", "comm_close"],
    );
    assert.equal(own.comms.size, 0);
    await own.close();
  });

  describe("widgets", () => {
    it("a slider is ipywidgets' model, and shows as a view and as text", async () => {
      const { outcome, comms } = await run("const rate = widgets.slider({ max: 1, value: 0.25, label: 'rate' }); rate");
      const { id, state, opened } = modelOf(comms);
      assert.deepEqual(
        comms.map(({ type, metadata }) => [type, metadata]),
        Array(3).fill(["comm_open", { version: "2.1.0" }]),
      );
      assert.equal(opened.type === "comm_open" && opened.target_name, "jupyter.widget");
      assert.deepEqual(
        [
          state._model_name,
          state._model_module,
          state._model_module_version,
          state.value,
          state.step,
          state.readout_format,
        ],
        ["FloatSliderModel", "@jupyter-widgets/controls", "2.0.0", 0.25, 0.01, ".2f"],
      );
      assert.equal(state.layout, `IPY_MODEL_${comms[0]!.comm_id}`);
      assert.deepEqual(outcome.status === "ok" && outcome.result?.data, {
        "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: id },
        "text/plain": "rate: 0.25 (0 to 1)",
      });
    });

    it("a slider hears the person, echoes to the other views, and is set by a cell", async () => {
      const { comms, outputs } = await run(
        "const n = widgets.slider({ max: 10 }).onChange(value => console.log('now', value))",
      );
      const { id, state } = modelOf(comms);
      assert.equal(state._model_name, "IntSliderModel");
      const echoed = await tell(id, { method: "update", state: { value: 7 }, buffer_paths: [] });
      assert.deepEqual(
        echoed.map(output => isComm(output) && output.data),
        [{ method: "echo_update", state: { value: 7 }, buffer_paths: [] }],
      );
      assert.deepEqual(texts(outputs).slice(3), ["now 7\n"]);
      assert.equal(plain((await run("n.value")).outcome), "7");
      const set = await run("n.value = 3");
      assert.deepEqual(
        set.comms.map(({ data }) => data),
        [{ method: "update", state: { value: 3 }, buffer_paths: [] }],
      );
      const [whole] = await tell(id, { method: "request_state" });
      assert.equal(((whole as CommMessage).data.state as State).value, 3);
    });

    it("a dropdown gives its choices' own type and value", async () => {
      const { comms } = await run(
        "const kind = widgets.dropdown(['rnn', 'gru']); const size = widgets.dropdown({ small: 8, large: 64 }, { value: 64 })",
      );
      const { id, state } = modelOf(comms);
      assert.deepEqual([state._options_labels, state.index], [["small", "large"], 1]);
      await tell(id, { method: "update", state: { index: 0 } });
      assert.equal(
        plain((await run("const typed: 'rnn' | 'gru' = kind.value; [typed, size.value + 1]")).outcome),
        "[ 'rnn', 9 ]",
      );
      const wrong = await run("kind.value = 'lstm'");
      assert.match(wrong.outcome.status === "error" ? wrong.outcome.evalue : "", /"lstm"' is not assignable to/);
    });

    it("a button clicks, a checkbox and a text have their values", async () => {
      const { comms, outputs } = await run("widgets.button('Stop').onClick(() => console.log('clicked'))");
      await tell(modelOf(comms).id, { method: "custom", content: { event: "click" } });
      assert.deepEqual(texts(outputs).slice(3), ["clicked\n"]);
      const shown = await run(
        "display(widgets.checkbox('bias', { value: true })); widgets.text({ label: 'name', value: 'Ada' })",
      );
      const [box] = shown.outputs.filter(output => output.type === "display");
      assert.equal(box?.type === "display" && box.data["text/plain"], "[x] bias");
      assert.equal(plain(shown.outcome), 'name: "Ada"');
    });

    it("all are told to a front end whose page was loaded anew, and a closed one is not", async () => {
      const { comms } = await run("const kept = widgets.button('kept')");
      const gone = modelOf((await run("const gone = widgets.button('gone')")).comms).id;
      assert.deepEqual(
        (await run("gone.close()")).comms.map(({ type }) => type),
        Array(3).fill("comm_close"),
      );
      await tell("control", {}, { type: "comm_open", target_name: "jupyter.widget.control" });
      const [answer] = await tell("control", { method: "request_states" });
      const states = (answer as CommMessage).data.states as { [id: string]: State };
      const { id, state } = modelOf(comms);
      assert.deepEqual(states[id], {
        model_name: "ButtonModel",
        model_module: "@jupyter-widgets/controls",
        model_module_version: "2.0.0",
        state,
      });
      assert.equal(gone in states, false);
    });

    it("interact draws once, and anew in its place when a control moves", async () => {
      const { outcome, outputs, comms } = await run(
        "widgets.interact({ T: { min: 1, max: 8, value: 3 }, form: ['one', 'many'], bias: true }, ({ T, form, bias }) => { const typed: [number, 'one' | 'many', boolean] = [T, form, bias]; return typed.join(' ') })",
      );
      assert.equal(outcome.status, "ok");
      const shown = () => outputs.flatMap(output => (output.type === "display" ? [output] : []));
      const text = (at: number) => shown().at(at)?.data["text/plain"];
      assert.deepEqual(
        shown().map(({ data }) => data["text/plain"]),
        ["T: 3 (1 to 8)", "form: one (of one, many)", "[x] bias", "'3 one true'"],
      );
      const { displayId } = shown().at(-1)!;
      assert.ok(displayId);
      const slider = comms.find(({ data }) => (data.state as State)?._model_name === "IntSliderModel")!.comm_id;
      const menu = comms.find(({ data }) => (data.state as State)?._model_name === "DropdownModel")!.comm_id;
      await tell(slider, { method: "update", state: { value: 5 } });
      await tell(menu, { method: "update", state: { index: 1 } });
      assert.equal(text(-1), "'5 many true'");
      assert.deepEqual(
        shown()
          .slice(-2)
          .map(({ displayId, update }) => [displayId, update]),
        Array(2).fill([displayId, true]),
      );
    });

    it("interact says what it expects", async () => {
      const wrong = await run("widgets.interact({ T: 3 as never }, () => 0)");
      assert.match(
        wrong.outcome.status === "error" ? wrong.outcome.evalue : "",
        /expects for T the ends of a slider, .* but got number/,
      );
      const none = await run("widgets.interact({ T: { max: 3 } }, undefined as never)");
      assert.match(
        none.outcome.status === "error" ? none.outcome.evalue : "",
        /a function that draws as its second argument/,
      );
    });

    it("refuses a slider whose value lies beyond its ends", async () => {
      const { outcome } = await run("widgets.slider({ min: 0, max: 10, value: 11 })");
      assert.match(outcome.status === "error" ? outcome.evalue : "", /expects min ≤ value ≤ max, but got 0, 11, 10/);
    });

    for (const [name, step] of [
      ["awaits a timer", "await new Promise(resolve => setTimeout(resolve, 1))"],
      ["awaits only what is ready already", "await Promise.resolve()"],
      ["awaits no promise at all", "await 0"],
    ] as const)
      it(`a slider answers within 100 ms while a cell ${name} between steps`, async () => {
        const { comms, outputs } = await run("const s = widgets.slider().onChange(value => console.log(value))");
        const { id } = modelOf(comms);
        const started = Promise.withResolvers<void>();
        const training = session.execute(
          `let steps = 0; while (true) { for (let i = 0; i < 1e5; i++); ${step}; if (++steps === 3) console.log("started") }`,
          { onOutput: () => started.resolve() },
        );
        await started.promise;
        const took: number[] = [];
        for (let value = 1; value <= 10; value++) {
          const elapsed = stopwatch();
          await tell(id, { method: "update", state: { value } });
          took.push(elapsed());
        }
        session.interrupt();
        await training;
        assert.deepEqual(
          texts(outputs).slice(3),
          Array.from({ length: 10 }, (_, i) => `${i + 1}\n`),
        );
        assert.ok(took.sort((a, b) => a - b).at(-2)! < 100, `took ${took.map(Math.round)} ms`);
      });
  });
});
