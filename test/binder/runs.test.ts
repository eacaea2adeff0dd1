// Runs that come before a notebook's session: held, and then run in the order of their keys.
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { holdRuns } from "../../binder/lab-extensions/unrolled-runs/static/plugin.mjs";

/** As Lab's: a run takes the active cell and moves on to the next; without a session it is lost. */
function lab() {
  const session = Promise.withResolvers<void>();
  const sessionContext = { ready: session.promise, isReady: false };
  void session.promise.then(
    () => (sessionContext.isReady = true),
    () => {},
  );
  const panel = { sessionContext, content: { activeCellIndex: 0 }, isDisposed: false };
  const tracker: { currentWidget: typeof panel | null } = { currentWidget: panel };
  const ran: string[] = [];
  const commands = {
    async execute(id: string): Promise<unknown> {
      ran.push(`${id} ${panel.content.activeCellIndex} ${sessionContext.isReady ? "with" : "without"} session`);
      if (id === "notebook:run-cell-and-select-next") panel.content.activeCellIndex += 1;
      await turn();
      return id;
    },
  };
  holdRuns(commands, tracker);
  const press = (id = "notebook:run-cell-and-select-next") => commands.execute(id);
  return { session, panel, tracker, ran, press };
}

const run = "notebook:run-cell-and-select-next";

describe("runs before the session is ready", () => {
  it("wait for it, and run in order, each one its cell", async () => {
    const { session, ran, press } = lab();
    const all = Promise.all(Array.from({ length: 11 }, () => press()));
    await turn();
    assert.deepEqual(ran, []);
    session.resolve();
    assert.deepEqual(
      await all,
      Array.from({ length: 11 }, () => run),
    );
    assert.deepEqual(
      ran,
      Array.from({ length: 11 }, (_, cell) => `${run} ${cell} with session`),
    );
  });

  it("run the cell that was active at each key", async () => {
    const { session, panel, ran, press } = lab();
    const all = [press(), press()];
    panel.content.activeCellIndex = 5;
    all.push(press());
    session.resolve();
    await Promise.all(all);
    assert.deepEqual(
      ran.map(line => line.split(" ")[1]),
      ["0", "1", "5"],
    );
  });

  it("go on as Lab's own afterwards; other commands always do", async () => {
    const { session, panel, ran, press } = lab();
    await press("notebook:insert-cell-below");
    assert.equal(ran.length, 1);
    const first = press();
    session.resolve();
    await first;
    panel.content.activeCellIndex = 7;
    const second = press("notebook:run-all-cells");
    assert.equal(ran.at(-1), "notebook:run-all-cells 7 with session", "at once");
    await second;
  });

  it("are not run where another notebook is in front by then", async () => {
    const { session, tracker, ran, press } = lab();
    const pressed = press();
    tracker.currentWidget = null;
    session.resolve();
    await pressed;
    assert.deepEqual(ran, []);
  });

  it("are Lab's to answer where no session can be had", async () => {
    const { session, ran, press } = lab();
    const pressed = press();
    session.reject(new Error("no kernel"));
    await pressed;
    assert.deepEqual(ran, [`${run} 0 without session`]);
  });
});
