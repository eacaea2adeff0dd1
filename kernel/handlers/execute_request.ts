import { joinStreams } from "../display/joinStreams.ts";
import { type ExecuteReply, readExecuteRequest, type UserExpression } from "../protocol/execute.ts";
import type { Output } from "../protocol/output.ts";
import type { Outcome, Session } from "../session.ts";
import type { Context, Handler } from "./handler.ts";

export const execute_request: Handler<"execute_request"> = async (content, context) => {
  const { code, silent, store_history, stop_on_error, user_expressions } = readExecuteRequest(content);
  const { history, publish } = context;
  const execution_count = history.nextLine;
  const entry = store_history ? history.add(code) : undefined;
  if (!silent) publish("execute_input", { code, execution_count });

  const outputs = joinStreams(output => publishOutput(output, publish));
  const outcome = await outcomeOf(context.session, session =>
    session.execute(code, { executionCount: execution_count, ...(!silent && { onOutput: outputs.add }) }),
  );
  outputs.flush();

  if (outcome.status === "error") {
    if (stop_on_error) await context.abortQueue();
    const { ename, evalue, traceback } = outcome;
    if (!silent) publish("error", { ename, evalue, traceback });
    return { status: "error", execution_count, ename, evalue, traceback };
  }
  if (outcome.result && entry) entry.result = String(outcome.result.data["text/plain"] ?? "");
  if (outcome.result && !silent) publish("execute_result", { execution_count, ...outcome.result });
  const values = await evaluateAll(context.session, user_expressions);
  return { status: "ok", execution_count, user_expressions: values, payload: [] } satisfies ExecuteReply;
};

function publishOutput(output: Output, publish: Context["publish"]): void {
  if (output.type === "stream") publish("stream", { name: output.name, text: output.text });
  else if (output.type === "clear") publish("clear_output", { wait: output.wait });
  else publishDisplay(output, publish);
}

function publishDisplay(output: Output & { type: "display" }, publish: Context["publish"]): void {
  const { displayId: display_id, update, data, metadata } = output;
  if (display_id === undefined) publish("display_data", { data, metadata, transient: {} });
  else publish(update ? "update_display_data" : "display_data", { data, metadata, transient: { display_id } });
}

async function evaluateAll(
  session: Promise<Session>,
  expressions: { [name: string]: string },
): Promise<{ [name: string]: UserExpression }> {
  const values: { [name: string]: UserExpression } = {};
  for (const [name, expression] of Object.entries(expressions)) {
    const outcome = await outcomeOf(session, session => session.evaluate(expression));
    if (outcome.status === "error") values[name] = outcome;
    else values[name] = { status: "ok", ...(outcome.result ?? { data: { "text/plain": "undefined" }, metadata: {} }) };
  }
  return values;
}

/** A session that cannot start, or breaks, is an error like one of the cell's: it is said where the person looks. */
async function outcomeOf(session: Promise<Session>, run: (session: Session) => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run(await session);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const evalue = `the kernel's session failed: ${message}. Restart the kernel`;
    return { status: "error", ename: name, evalue, traceback: [`${name}: ${evalue}`] };
  }
}
