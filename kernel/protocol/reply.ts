// What all replies have in common: a status, and where it is "error" what went wrong.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#request-reply

export interface ErrorReply {
  status: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

/** What a request gets that was queued behind one that failed. */
export interface AbortedReply {
  status: "aborted";
}
