// Whether a message is one that an executor sends. A cell has the pipe, too, and may write any JSON into it.
import type { Output } from "../protocol/output.ts";
import type { Event, ExecutionOutcome, Failure } from "./messages.ts";

type Fields = { readonly [name: string]: unknown };

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

export function isEvent(message: Fields): message is Event & Fields {
  const { op, id, pid, reason, nth, output, question, request, outcome, value } = message;
  switch (op) {
    case "ready":
      return isNumber(pid);
    case "failed":
      return isText(reason);
    case "received":
      return isNumber(nth);
    case "output":
      return isNumber(id) && isFields(output) && isOutput(output);
    case "question":
      return isNumber(id) && isNumber(question) && isFields(request);
    case "reply":
      return isNumber(id) && isFields(outcome) && isOutcome(outcome);
    case "value":
      return isNumber(id) && isText(value);
    default:
      return false;
  }
}

function isOutput(output: Fields): output is Output & Fields {
  switch (output.type) {
    case "stream":
      return (
        (output.name === "stdout" || output.name === "stderr") &&
        isText(output.text) &&
        isOptional(output.uncaught, isThrown)
      );
    case "display":
    case "page":
      return isPresentation(output) && isOptional(output.displayId, isText);
    case "clear":
      return true;
    case "comm_open":
    case "comm_msg":
    case "comm_close":
      return isText(output.comm_id);
    default:
      return false;
  }
}

function isOutcome(outcome: Fields): outcome is ExecutionOutcome & Fields {
  return outcome.status === "ok" ? isOptional(outcome.result, isPresentation) : isFailure(outcome);
}

const isFailure = (outcome: Fields): outcome is Failure & Fields => outcome.status === "error" && isThrown(outcome);

const isPresentation = (value: unknown): boolean => isFields(value) && isFields(value.data) && isFields(value.metadata);

const isThrown = (value: unknown): boolean =>
  isFields(value) &&
  isText(value.ename) &&
  isText(value.evalue) &&
  isTexts(value.traceback) &&
  isOptional(value.place, isPlace);

const isPlace = (value: unknown): boolean => isFields(value) && [value.cell, value.line, value.column].every(isNumber);
