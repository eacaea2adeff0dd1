// Asks the person at the notebook: `prompt` and `confirm` as in the browser, answered under the cell.
import type { InputRequest } from "../protocol/stdin.ts";

export interface Prompt {
  /** Asks for a line of text; an empty answer means `suggestion`, where there is one. */
  (question?: string, suggestion?: string): string;
  /** Asks for a line of text that nobody sees: neither while it is typed nor in the saved notebook. */
  password(question?: string): string;
}

/** Asks a question to be answered with y or n; anything but a yes is a no. */
export type Confirm = (question?: string) => boolean;

export function createInput(ask: (request: InputRequest) => string): { prompt: Prompt; confirm: Confirm } {
  function prompt(question = "", suggestion?: string): string {
    const hint = suggestion === undefined ? "" : `[${suggestion}] `;
    const answer = ask({ prompt: `${spaced(question)}${hint}`, password: false });
    return answer === "" && suggestion !== undefined ? suggestion : answer;
  }
  const password = (question = "Password:") => ask({ prompt: spaced(question), password: true });
  const confirm = (question = "") =>
    /^\s*y(es)?\s*$/i.test(ask({ prompt: `${spaced(question)}[y/n] `, password: false }));
  return { prompt: Object.assign(prompt, { password }), confirm };
}

/** So that the answer does not stick to the question. */
function spaced(question: string): string {
  return question === "" || /\s$/.test(question) ? question : `${question} `;
}
