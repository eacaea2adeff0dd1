import { joinStreams } from "../display/join-streams.ts";
import { createPager } from "../display/pager.ts";
import { type ExecuteReply, type Page, readExecuteRequest, type UserExpression } from "../protocol/execute.ts";
import type { CellOutcome, Session } from "../session.ts";
import { colorTraceback } from "./color-traceback.ts";
import { type Handler, StoppedBeforeStart } from "./handler.ts";
import { inPresentCell } from "./present-cell.ts";
import { publishOutput } from "./publish-output.ts";
import { watchSilence } from "./silence.ts";

export const execute_request: Handler<"execute_request"> = async (content, context) => {
  const { code, silent, store_history, stop_on_error, allow_stdin, user_expressions } = readExecuteRequest(content);
  const { history, publish, ask, subshell: queue } = context;
  const execution_count = history.nextLine;
  const entry = store_history ? history.add(code) : undefined;
  if (!silent) publish("execute_input", { code, execution_count });

  const pager = createPager(output => publishOutput(output, publish));
  const outputs = joinStreams(pager.add);
  const outcome = await outcomeOf(context.session, async session => {
    // Where nobody can be asked, nobody watches: nbconvert and papermill.
    const silence = !silent && allow_stdin ? watchSilence(outputs.add) : undefined;
    const onInput: typeof ask = request => {
      silence?.end();
      return ask(request);
    };
    let outcome: CellOutcome | undefined;
    try {
      outcome = await session.execute(code, {
        executionCount: execution_count,
        queue,
        ...(!silent && { onOutput: silence?.add ?? outputs.add }),
        ...(allow_stdin && { onInput }),
      });
      return outcome;
    } finally {
      silence?.done(outcome?.status !== "ok" || outcome.result !== undefined);
    }
  });
  outputs.flush();

  if (outcome.status === "error") {
    if (stop_on_error) await context.abortQueue();
    pager.flush();
    const { ename, evalue } = outcome;
    const traceback = colorTraceback(ename, inPresentCell(outcome.traceback, execution_count));
    if (!silent) publish("error", { ename, evalue, traceback });
    return { status: "error", execution_count, ename, evalue, traceback };
  }
  if (outcome.result && entry) entry.result = String(outcome.result.data["text/plain"] ?? "");
  if (outcome.result && !silent) publish("execute_result", { execution_count, ...outcome.result });
  const values = await evaluateAll(context.session, user_expressions, queue);
  const page = pager.take();
  const payload: Page[] = page ? [{ source: "page", data: page.data, start: 0 }] : [];
  return { status: "ok", execution_count, user_expressions: values, payload } satisfies ExecuteReply;
};

async function evaluateAll(
  session: Promise<Session>,
  expressions: { [name: string]: string },
  queue: string | undefined,
): Promise<{ [name: string]: UserExpression }> {
  const values: { [name: string]: UserExpression } = {};
  for (const [name, expression] of Object.entries(expressions)) {
    const outcome = await outcomeOf(session, session => session.evaluate(expression, { queue }));
    if (outcome.status === "error") values[name] = outcome;
    else values[name] = { status: "ok", ...(outcome.result ?? { data: { "text/plain": "undefined" }, metadata: {} }) };
  }
  return values;
}

/** A session that cannot start, or breaks, is shown under the cell, like one of the cell's own errors. */
async function outcomeOf(
  session: Promise<Session>,
  run: (session: Session) => Promise<CellOutcome>,
): Promise<CellOutcome> {
  try {
    return await run(await session);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (error instanceof StoppedBeforeStart)
      return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
    const evalue = `the kernel's session failed: ${message}. Restart the kernel`;
    return { status: "error", ename: name, evalue, traceback: [`${name}: ${evalue}`] };
  }
}
