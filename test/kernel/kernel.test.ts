import assert from "node:assert/strict";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { createKernel } from "../../kernel/kernel.ts";
import type { Channel, Content, Header, Message } from "../../kernel/protocol/message.ts";
import type { Json } from "../../kernel/protocol/mime.ts";
import type { Session } from "../../kernel/session.ts";
import { until } from "../until.ts";
import { createToySession } from "./toy-session.ts";

type Rest = Partial<Message> & { subshell_id?: string | null };

/** A kernel whose messages are kept, with a client that asks and waits. */
function toyKernel(session: Promise<Session> = Promise.resolve(createToySession())) {
  const sent: { channel: Channel; message: Message<object> }[] = [];
  const logged: string[] = [];
  function keep(channel: Channel, message: Message<object>): void {
    JSON.stringify(message);
    sent.push({ channel, message });
  }
  const kernel = createKernel({
    session,
    send: keep,
    sendFirst: keep,
    log: line => logged.push(line),
  });
  let asked = 0;

  function send(type: string, content: Content = {}, channel: Channel = "shell", rest: Rest = {}): string {
    const msg_id = `${type}-${++asked}`;
    const { subshell_id, ...parts } = rest;
    const header = { msg_id, msg_type: type, session: "client", username: "u", date: "", version: "5.5" };
    kernel.receive(channel, {
      identities: [Buffer.from("me")],
      header: { ...header, ...(subshell_id !== undefined && { subshell_id }) },
      parent_header: {},
      metadata: {},
      content,
      buffers: [],
      ...parts,
    });
    return msg_id;
  }

  const belonging = (id: string) => sent.filter(({ message }) => message.parent_header.msg_id === id);
  /** What was broadcast for a request, without the status. */
  const iopub = (id: string) =>
    belonging(id)
      .filter(({ channel, message }) => channel === "iopub" && message.header.msg_type !== "status")
      .map(({ message }) => [message.header.msg_type, contentOf(message)] as [string, Content]);
  const isDone = (id: string) => belonging(id).some(({ message }) => contentOf(message).execution_state === "idle");

  async function answered(id: string): Promise<Content> {
    while (!isDone(id)) await nextTurn();
    const reply = belonging(id).find(({ channel }) => channel === "shell" || channel === "control");
    return reply ? contentOf(reply.message) : {};
  }
  const execute = (code: string, options: Content = {}) => send("execute_request", { code, ...options });
  return { kernel, sent, logged, send, execute, answered, iopub, belonging, isDone };
}

const types = (messages: [string, Content][]) => messages.map(([type]) => type);

const contentOf = (message: Message<object>) => message.content as Content;

describe("the kernel", () => {
  it("frames every request with busy and idle, and answers whoever asked", async () => {
    const { send, answered, belonging } = toyKernel();
    const id = send("comm_info_request");
    assert.deepEqual(await answered(id), { status: "ok", comms: {} });
    assert.deepEqual(
      belonging(id).map(({ channel, message }) => [
        channel,
        message.header.msg_type,
        (message.content as Content).execution_state,
      ]),
      [
        ["iopub", "status", "busy"],
        ["shell", "comm_info_reply", undefined],
        ["iopub", "status", "idle"],
      ],
    );
    assert.deepEqual(belonging(id)[1]?.message.identities.map(String), ["me"]);
  });

  it("introduces itself while the session is still starting", async () => {
    const { send, answered } = toyKernel(new Promise(() => {}));
    const info = await answered(send("kernel_info_request"));
    assert.equal(info.status, "ok");
    const language = info.language_info as Content;
    assert.equal(language.name, "typescript");
    assert.match(String(language.version), /^7\.1/);
    assert.equal(typeof language.codemirror_mode, "string");
  });

  it("says starting before anything else, and greets a subscriber under its topic", () => {
    const { kernel, sent } = toyKernel();
    kernel.start();
    kernel.welcome("topic");
    assert.deepEqual(
      sent.map(({ message }) => [message.header.msg_type, message.content, message.parent_header]),
      [
        ["status", { execution_state: "starting" }, {}],
        ["iopub_welcome", { subscription: "topic" }, {}],
      ],
    );
    assert.equal(String(sent[1]?.message.identities[0]), "topic");
  });

  it("ignores a message of unknown type, with a line in the log", async () => {
    const { send, sent, logged } = toyKernel();
    for (const type of ["make_coffee_request", "toString", "__proto__", "execute_reply"]) send(type);
    await delay(1);
    assert.deepEqual(sent, []);
    assert.match(
      logged.join("\n"),
      /unknown type "make_coffee_request" on shell.*\n.*toString.*\n.*__proto__.*\n.*execute_reply/,
    );
  });

  it("answers a wrong request with an error that names the field", async () => {
    const { send, answered } = toyKernel();
    const reply = await answered(send("execute_request", { code: 3 }));
    assert.equal(reply.status, "error");
    assert.match(String(reply.evalue), /code should be a string, but is 3/);
  });
});

describe("comms", () => {
  it("are closed at once where no cell knows the target, and get no reply", async () => {
    const { send, answered, iopub } = toyKernel();
    const id = send("comm_open", { comm_id: "c1", target_name: "nobody", data: {} });
    assert.deepEqual(await answered(id), {}, "no reply");
    assert.deepEqual(iopub(id), [["comm_close", { comm_id: "c1", data: {} }]]);
  });

  it("carry data, metadata and bytes both ways, and are listed by their target", async () => {
    const { send, execute, answered, belonging } = toyKernel();
    const opening = execute(
      "var c = comms.open('mine', { a: 1 }, { metadata: { version: '2.1.0' } }); c.onMessage(({ data, buffers }) => c.send(data, { buffers })); c.id",
    );
    await answered(opening);
    const opened = belonging(opening).find(({ message }) => message.header.msg_type === "comm_open")!.message;
    const { comm_id } = contentOf(opened);
    assert.deepEqual(opened.content, { comm_id, target_name: "mine", data: { a: 1 } });
    assert.deepEqual(opened.metadata, { version: "2.1.0" });

    const data = { b: [2] };
    const told = send("comm_msg", { comm_id: comm_id!, data }, "shell", { buffers: [Buffer.from([1, 2])] });
    assert.deepEqual(await answered(told), {}, "no reply");
    const echo = belonging(told).find(({ message }) => message.header.msg_type === "comm_msg")!.message;
    assert.deepEqual([echo.content, echo.buffers.map(bytes => [...bytes])], [{ comm_id, data }, [[1, 2]]]);

    const listed = async (content: Content) => (await answered(send("comm_info_request", content))).comms;
    assert.deepEqual(await listed({}), { [comm_id as string]: { target_name: "mine" } });
    assert.deepEqual(await listed({ target_name: "other" }), {});
    await answered(execute("c.close()"));
    assert.deepEqual(await listed({ target_name: "mine" }), {});
  });

  it("that are open hear the front end while a cell runs", async () => {
    const { send, execute, answered, iopub, isDone } = toyKernel();
    const opening = execute("var c = comms.open('mine'); c.onMessage(({ data }) => c.send(data)); 0");
    await answered(opening);
    const { comm_id } = iopub(opening)[1]![1];
    const running = execute("new Promise(done => setTimeout(done, 30))");
    const told = send("comm_msg", { comm_id: comm_id!, data: { n: 1 } });
    await answered(told);
    assert.equal(isDone(running), false);
    assert.deepEqual(iopub(told), [["comm_msg", { comm_id, data: { n: 1 } }]]);
    await answered(running);
  });

  it("log a message of theirs that is wrong, since nobody gets a reply", async () => {
    const { send, answered, logged } = toyKernel();
    assert.deepEqual(await answered(send("comm_msg", { data: {} })), {});
    assert.match(logged.join(), /comm_msg failed: .*lacks comm_id/);
  });
});

describe("stdin", () => {
  const replyTo = (kernel: ReturnType<typeof toyKernel>, value: string, rest: Rest = {}) =>
    kernel.send("input_reply", { value }, "stdin", rest);
  const askedFor = async ({ belonging }: ReturnType<typeof toyKernel>, id: string) => {
    for (;;) {
      const found = belonging(id).find(({ channel }) => channel === "stdin");
      if (found) return found.message;
      await nextTurn();
    }
  };

  it("asks whoever sent the cell, and gives the cell the answer", async () => {
    const kernel = toyKernel();
    const id = kernel.execute("prompt('Name?').then(name => 'hello ' + name)");
    const request = await askedFor(kernel, id);
    assert.equal(request.header.msg_type, "input_request");
    assert.deepEqual(request.content, { prompt: "Name?", password: false });
    assert.deepEqual(request.identities.map(String), ["me"]);
    replyTo(kernel, "stranger", { identities: [Buffer.from("somebody else")] });
    replyTo(kernel, "Ada");
    assert.equal((await kernel.answered(id)).status, "ok");
    assert.match(JSON.stringify(kernel.iopub(id)), /hello Ada/);
  });

  it("takes no answer to a question that was interrupted", async () => {
    const kernel = toyKernel();
    const first = kernel.execute("prompt('First?')");
    const stale = await askedFor(kernel, first);
    kernel.kernel.interrupt();
    await kernel.answered(first);
    const second = kernel.execute("prompt('Second?')");
    const request = await askedFor(kernel, second);
    replyTo(kernel, "to the first", { parent_header: stale.header as Header });
    replyTo(kernel, "to the second", { parent_header: request.header as Header });
    await kernel.answered(second);
    assert.match(JSON.stringify(kernel.iopub(second)), /to the second/);
  });

  it("is not asked where the front end does not allow it, and a reply that nobody waits for is harmless", async () => {
    const kernel = toyKernel();
    const id = kernel.execute("prompt('Name?')", { allow_stdin: false });
    assert.match(String((await kernel.answered(id)).evalue), /nobody to ask/);
    assert.equal(
      kernel.sent.some(({ channel }) => channel === "stdin"),
      false,
    );
    replyTo(kernel, "anyway");
    kernel.send("input_reply", { value: 3 }, "stdin");
    assert.match(kernel.logged.join(), /ignored an input_reply: .*value should be a string/);
  });
});

describe("subshells", () => {
  const create = async ({ send, answered }: ReturnType<typeof toyKernel>) =>
    String((await answered(send("create_subshell_request", {}, "control"))).subshell_id);

  it("are announced, created, listed and deleted", async () => {
    const kernel = toyKernel();
    const { send, answered } = kernel;
    const info = await answered(send("kernel_info_request"));
    assert.deepEqual([info.protocol_version, info.supported_features], ["5.5", ["kernel subshells"]]);
    const ids = [await create(kernel), await create(kernel)];
    const list = async () => (await answered(send("list_subshell_request", {}, "control"))).subshell_id;
    assert.deepEqual(await list(), ids);
    const remove = (subshell_id: string) => answered(send("delete_subshell_request", { subshell_id }, "control"));
    assert.deepEqual(await remove(ids[0]!), { status: "ok" });
    assert.deepEqual(await list(), [ids[1]]);
    assert.match(String((await remove(ids[0]!)).evalue), /no subshell/);
  });

  it("run their cells beside the main shell's, each in its own order, under one count", async () => {
    const kernel = toyKernel();
    const { send, execute, answered, isDone, belonging } = kernel;
    const subshell_id = await create(kernel);
    const main = [execute("new Promise(done => setTimeout(done, 60))"), execute("'next'")];
    const beside = ["var a = 1", "a + 1"].map(code => send("execute_request", { code }, "shell", { subshell_id }));
    const replies = await Promise.all(beside.map(answered));
    assert.deepEqual(
      replies.map(({ status, execution_count }) => [status, execution_count]),
      [
        ["ok", 2],
        ["ok", 3],
      ],
    );
    assert.equal(isDone(main[0]!), false);
    for (const { message } of belonging(beside[1]!))
      assert.equal((message.parent_header as Header).subshell_id, subshell_id, "front ends route by it");
    assert.equal((await answered(main[1]!)).execution_count, 4);
  });

  it("abort only their own queue after an error", async () => {
    const kernel = toyKernel();
    const { send, execute, answered } = kernel;
    const subshell_id = await create(kernel);
    const running = execute("new Promise(done => setTimeout(done, 20))");
    const waiting = execute("1");
    const [failing, behind] = ["throw new Error('x')", "2"].map(code =>
      send("execute_request", { code }, "shell", { subshell_id }),
    );
    assert.equal((await answered(failing!)).status, "error");
    assert.equal((await answered(behind!)).status, "aborted");
    for (const id of [running, waiting]) assert.equal((await answered(id)).status, "ok");
  });

  it("that are not there answer with an error", async () => {
    const { send, answered } = toyKernel();
    const reply = await answered(send("execute_request", { code: "1" }, "shell", { subshell_id: "gone" }));
    assert.deepEqual(
      [reply.status, reply.evalue],
      ["error", 'there is no subshell "gone": it was deleted, or never created'],
    );
    assert.equal((await answered(send("execute_request", { code: "1" }, "shell", { subshell_id: null }))).status, "ok");
  });
});

describe("execute", () => {
  it("broadcasts the input, what the cell says and its result, with a count", async () => {
    const { execute, answered, iopub } = toyKernel();
    await answered(execute("1"));
    const code =
      "console.log('out'); console.error('err'); display(1, { id: 'x' }); display.update('x', 2); display.clear({ wait: true }); 6 * 7";
    const id = execute(code);
    assert.deepEqual(await answered(id), { status: "ok", execution_count: 2, user_expressions: {}, payload: [] });
    const data = (text: string) => ({ data: { "text/plain": text }, metadata: {} });
    assert.deepEqual(iopub(id), [
      ["execute_input", { code, execution_count: 2 }],
      ["stream", { name: "stdout", text: "out\n" }],
      ["stream", { name: "stderr", text: "err\n" }],
      ["display_data", { ...data("1"), transient: { display_id: "x" } }],
      ["update_display_data", { ...data("2"), transient: { display_id: "x" } }],
      ["clear_output", { wait: true }],
      ["execute_result", { execution_count: 2, ...data("42") }],
    ]);
  });

  it("puts the page that a cell gives last into its reply, for the front end's pager", async () => {
    const { execute, answered, iopub } = toyKernel();
    const id = execute("display.page('first'); display.page('two\\nlines'); 1");
    const page = { source: "page", data: { "text/plain": "two\nlines" }, start: 0 };
    assert.deepEqual((await answered(id)).payload, [page]);
    assert.deepEqual(types(iopub(id)), ["execute_input", "execute_result"]);
    assert.deepEqual((await answered(execute("display.page(1); display.clear()"))).payload, [], "taken back");
    assert.deepEqual((await answered(execute("display.page(1)", { silent: true }))).payload, [], "silent");
  });

  it("shows a page as a display where no reply can carry it: after an error, and when the cell is done", async () => {
    const { execute, answered, iopub } = toyKernel();
    const failing = execute("display.page('why'); throw new Error('x')", { stop_on_error: false });
    assert.equal((await answered(failing)).payload, undefined);
    assert.deepEqual(types(iopub(failing)), ["execute_input", "display_data", "error"]);
    const later = execute("setTimeout(() => display.page('late')); 1");
    assert.deepEqual((await answered(later)).payload, []);
    while (iopub(later).length < 3) await delay(1);
    assert.deepEqual(iopub(later)[2], [
      "display_data",
      { data: { "text/plain": "late" }, metadata: {}, transient: {} },
    ]);
  });

  it("reports an error once, in the broadcast and in the reply", async () => {
    const { execute, answered, iopub } = toyKernel();
    const id = execute("throw new RangeError('too far')");
    const traceback = ["\x1b[31m\x1b[1mRangeError\x1b[22m\x1b[39m: too far", "\x1b[90m    at cell:1:1\x1b[39m"];
    const error = { ename: "RangeError", evalue: "too far", traceback };
    assert.deepEqual(await answered(id), { status: "error", execution_count: 1, ...error });
    assert.deepEqual(iopub(id).slice(1), [["error", error]]);
  });

  it("silently: no broadcast, no count, no history", async () => {
    const { send, execute, answered, iopub } = toyKernel();
    const id = execute("console.log('x'); var a = 1; a", { silent: true });
    assert.equal((await answered(id)).status, "ok");
    assert.deepEqual(iopub(id), []);
    const failing = execute("throw new Error('x')", { silent: true, stop_on_error: false });
    assert.equal((await answered(failing)).status, "error");
    assert.deepEqual(iopub(failing), []);
    assert.equal((await answered(execute("a"))).execution_count, 1);
    const history = await answered(
      send("history_request", { hist_access_type: "tail", n: 9, output: true, raw: true }),
    );
    assert.deepEqual(history.history, [[1, 1, ["a", "1"]]]);
  });

  it("without store_history shows its output but neither counts nor remembers", async () => {
    const { send, execute, answered, iopub } = toyKernel();
    const id = execute("1", { store_history: false });
    await answered(id);
    assert.deepEqual(types(iopub(id)), ["execute_input", "execute_result"]);
    assert.equal((await answered(execute("2"))).execution_count, 1);
    const history = await answered(send("history_request", { hist_access_type: "range", session: 0, start: 0 }));
    assert.deepEqual(history.history, [[1, 1, "2"]]);
  });

  it("evaluates user expressions after the code, each on its own", async () => {
    const { execute, answered } = toyKernel();
    const reply = await answered(
      execute("var a = 20", { user_expressions: { double: "a * 2", nothing: "undefined", bad: "b" } }),
    );
    const values = reply.user_expressions as { [name: string]: Content };
    assert.deepEqual(values.double, { status: "ok", data: { "text/plain": "40" }, metadata: {} });
    assert.deepEqual(values.nothing, { status: "ok", data: { "text/plain": "undefined" }, metadata: {} });
    assert.equal(values.bad?.status, "error");
    assert.equal(values.bad?.ename, "ReferenceError");
  });

  it("runs fifty queued cells in order, with the right counts", async () => {
    const { execute, answered, iopub } = toyKernel();
    const ids = Array.from({ length: 50 }, (_, i) => execute(`new Promise(done => setTimeout(done, ${i % 3}, ${i}))`));
    const replies = await Promise.all(ids.map(answered));
    assert.deepEqual(
      replies.map(reply => reply.execution_count),
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    const results = ids.map(id => (iopub(id)[1]![1].data as { [mime: string]: Json })["text/plain"]);
    assert.deepEqual(
      results,
      Array.from({ length: 50 }, (_, i) => String(i)),
    );
  });

  it("aborts what is queued behind an error, and only that", async () => {
    const { send, execute, answered, iopub } = toyKernel();
    const failing = execute("throw new Error('stop')");
    const queued = [execute("var a = 1"), execute("var b = 1", { silent: true })];
    const question = send("is_complete_request", { code: "1" });
    assert.equal((await answered(failing)).status, "error");
    // Sent as soon as the error is known: nbclient with allow_errors does so.
    const next = execute("typeof a + typeof b");
    for (const id of queued) {
      assert.deepEqual(await answered(id), { status: "aborted" });
      assert.deepEqual(iopub(id), []);
    }
    assert.equal((await answered(question)).status, "complete");
    assert.equal((await answered(next)).execution_count, 2);
    assert.equal((iopub(next)[1]![1].data as Content)["text/plain"], "'undefinedundefined'");
  });

  it("goes on after an error with stop_on_error off", async () => {
    const { execute, answered } = toyKernel();
    execute("throw new Error('go on')", { stop_on_error: false });
    assert.equal((await answered(execute("1"))).status, "ok");
  });

  it("says so in the cell when the session cannot start", async () => {
    const { execute, send, answered, iopub } = toyKernel(Promise.reject(new Error("no compiler")));
    const id = execute("1");
    assert.equal((await answered(id)).status, "error");
    assert.match(String(iopub(id)[1]?.[1].evalue), /no compiler.*Restart the kernel/);
    assert.equal((await answered(send("complete_request", { code: "a", cursor_pos: 1 }))).status, "error");
  });

  it("gives output that outlives its cell to that cell", async () => {
    const { execute, answered, iopub } = toyKernel(
      Promise.resolve({
        ...createToySession(),
        execute: async (code, options) => {
          if (code === "late")
            setTimeout(() => options?.onOutput?.({ type: "stream", name: "stdout", text: "late" }), 5);
          return { status: "ok" };
        },
      }),
    );
    const id = execute("late");
    await answered(id);
    await answered(execute("other"));
    await until(() => iopub(id).at(-1)?.[0] === "stream");
    assert.deepEqual(iopub(id).at(-1), ["stream", { name: "stdout", text: "late" }]);
  });

  it("loses only the message that JSON cannot say", async () => {
    const circular: { [key: string]: Json } = {};
    circular.self = circular;
    const { execute, answered, logged } = toyKernel(
      Promise.resolve({
        ...createToySession(),
        execute: async () => ({ status: "ok", result: { data: circular, metadata: {} } }),
      }),
    );
    assert.equal((await answered(execute("1"))).status, "ok");
    assert.match(logged.join(), /could not send execute_result: .*circular/);
  });
});

describe("control", () => {
  it("interrupts the running cell, which aborts the queue, and keeps the state", async () => {
    const { send, execute, answered } = toyKernel();
    await answered(execute("var kept = 1"));
    const running = execute("new Promise(() => {})");
    const queued = execute("1");
    await delay(1);
    assert.deepEqual(await answered(send("interrupt_request", {}, "control")), { status: "ok" });
    assert.equal((await answered(running)).ename, "Interrupted");
    assert.equal((await answered(queued)).status, "aborted");
    assert.equal((await answered(execute("kept"))).status, "ok");
  });

  it("interrupts a cell that still waits for the session", async () => {
    const session = Promise.withResolvers<Session>();
    const { send, execute, answered } = toyKernel(session.promise);
    const running = execute("new Promise(() => {})");
    const queued = execute("1");
    await answered(send("interrupt_request", {}, "control"));
    // At once: a session may take seconds to start, or never be there.
    assert.equal((await answered(running)).ename, "Interrupted");
    assert.equal((await answered(queued)).status, "aborted");
    session.resolve(createToySession());
    assert.equal((await answered(execute("1"))).status, "ok");
  });

  it("interrupts a cell that is read after the interrupt but was sent before", async () => {
    const { send, execute, answered } = toyKernel();
    await answered(execute("1"));
    const stop = send("interrupt_request", {}, "control");
    const late = execute("new Promise(() => {})");
    const queued = execute("1");
    await answered(stop);
    assert.equal((await answered(late)).ename, "Interrupted");
    assert.equal((await answered(queued)).status, "aborted");
    assert.equal((await answered(execute("2"))).status, "ok");
  });

  it("interrupts no cell that comes when nothing ran", async () => {
    const { send, execute, answered } = toyKernel();
    await answered(send("interrupt_request", {}, "control"));
    await nextTurn();
    assert.equal((await answered(execute("1"))).status, "ok");
  });

  it("answers while a cell runs, and then still shows the cell as running", async () => {
    const { send, execute, answered, sent, isDone } = toyKernel();
    const running = execute("new Promise(done => setTimeout(done, 20))");
    assert.equal((await answered(send("kernel_info_request"))).status, "ok");
    await nextTurn();
    const last = sent.at(-1)!.message;
    assert.deepEqual([last.content, last.parent_header.msg_id], [{ execution_state: "busy" }, running]);
    assert.equal(isDone(running), false);
    await answered(running);
  });

  for (const restart of [true, false])
    it(`shuts down ${restart ? "for a restart" : "for good"}, and tells every front end`, async () => {
      const { kernel, send, answered, iopub } = toyKernel();
      const id = send("shutdown_request", { restart }, "control");
      assert.deepEqual(await answered(id), { status: "ok", restart });
      assert.deepEqual(iopub(id), [["shutdown_reply", { status: "ok", restart }]]);
      assert.deepEqual(await kernel.shutdown, { restart });
    });
});

describe("questions about code", () => {
  it("are answered while a cell runs", async () => {
    const { send, execute, answered, isDone } = toyKernel();
    await answered(execute("var smile = 1"));
    const running = execute("new Promise(done => setTimeout(done, 40))");
    const questions = [
      send("complete_request", { code: "smi", cursor_pos: 3 }),
      send("inspect_request", { code: "smile", cursor_pos: 3, detail_level: 0 }),
      send("is_complete_request", { code: "1" }),
      send("history_request", { hist_access_type: "tail", n: 1 }),
      send("comm_info_request"),
    ];
    for (const reply of await Promise.all(questions.map(answered))) assert.notEqual(reply.status, "error");
    assert.equal(isDone(running), false);
    await answered(running);
  });

  it("complete counts in code points, both ways", async () => {
    const { send, execute, answered } = toyKernel();
    await answered(execute("var smile = 1"));
    const reply = await answered(send("complete_request", { code: "'😀😀' + smi + '😀'", cursor_pos: 10 }));
    assert.deepEqual([reply.matches, reply.cursor_start, reply.cursor_end], [["smile"], 7, 10]);
    assert.deepEqual(reply.metadata, {
      _jupyter_types_experimental: [{ text: "smile", type: "variable", start: 7, end: 10 }],
    });
  });

  it("inspect counts in code points, and says when there is nothing", async () => {
    const { send, execute, answered } = toyKernel();
    await answered(execute("var smile = 1"));
    const ask = (code: string, cursor_pos: number) =>
      answered(send("inspect_request", { code, cursor_pos, detail_level: 0 }));
    assert.deepEqual(await ask("'😀'; smile", 7), {
      status: "ok",
      found: true,
      data: { "text/plain": "smile: number" },
      metadata: {},
    });
    assert.deepEqual(await ask("'😀'; smile", 1), { status: "ok", found: false, data: {}, metadata: {} });
  });

  it("is_complete gives the indentation of what is incomplete", async () => {
    const { send, answered } = toyKernel();
    assert.deepEqual(await answered(send("is_complete_request", { code: "if (a) {" })), {
      status: "incomplete",
      indent: "  ",
    });
    assert.deepEqual(await answered(send("is_complete_request", { code: "§" })), { status: "invalid" });
  });
});
