// Serves the dashboard to one person on their own machine. Whoever else uses the machine reaches the port, too: so nothing is shown
// without a secret that only the terminal has shown, and nothing is taken from a page of another site.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answersTo, markNumber, pointsOf } from "../manual/index.ts";
import { answerHash, type ManualScore, markOf, type SubmissionResult } from "../results/index.ts";
import { allMarkedPage, type Class, type MarkedQuestion, markPage, overviewPage, plainPage } from "./pages.ts";

export interface Sources {
  /** The class as it is now. */
  read(): Promise<Class>;
  report(): Promise<string>;
  mark(score: ManualScore): Promise<void>;
}

export interface Dashboard {
  /** With the secret: for who has started it alone. */
  readonly address: string;
  close(): Promise<void>;
}

/** Longer forms are none of ours. */
const maxFormBytes = 100_000;

/** @throws Error where the port is taken */
export async function serveDashboard(sources: Sources, port = 0): Promise<Dashboard> {
  const secret = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) =>
      send(response, 500, plainPage(["Something went wrong", error.message])),
    );
  });
  await listen(server, port);
  const { port: own } = server.address() as AddressInfo;
  const host = `127.0.0.1:${own}`;
  const cookie = `unrolled-${own}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A name that leads here from elsewhere is refused: a page of that name would be its own site's.
    if (request.headers.host !== host) return send(response, 421, plainPage(["Not here", `Open http://${host}/.`]));
    const url = new URL(request.url ?? "/", `http://${host}`);
    const given = url.searchParams.get("secret");
    if (request.method === "GET" && url.pathname === "/" && given !== null && isSame(given, secret)) {
      response.setHeader("set-cookie", `${cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/`);
      return redirect(response, "/");
    }
    const own = new RegExp(`(?:^|; )${cookie}=([^;]*)`).exec(request.headers.cookie ?? "")?.[1];
    if (own === undefined || !isSame(own, secret))
      return send(
        response,
        403,
        plainPage(["Closed", "This page is for who has started it: open the address that the terminal shows."]),
      );
    if (request.method === "POST" && request.headers.origin !== `http://${host}`)
      return send(response, 403, plainPage(["Closed", "The form is expected to come from the dashboard itself."]));
    const question = /^\/mark\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (request.method === "GET" && url.pathname === "/")
      return send(response, 200, overviewPage(await sources.read()));
    if (request.method === "GET" && url.pathname === "/report") return send(response, 200, await sources.report());
    if (question !== undefined && ["GET", "POST"].includes(request.method ?? ""))
      return marking(request, response, question, url);
    return send(response, 404, plainPage(["Nothing here", "The class is at /."]));
  }

  async function marking(
    request: IncomingMessage,
    response: ServerResponse,
    question: string,
    url: URL,
  ): Promise<void> {
    const now = await sources.read();
    const asked = now.written.find(one => one.question === question);
    const queue = asked ? answersTo(question, now.run) : [];
    if (!asked || queue.length === 0)
      return send(response, 404, plainPage(["Nothing to mark", `No answer to ${question} is marked by a person.`]));
    const isOpen = (one: SubmissionResult) => !markOf(now.marks, question, one);
    const wanted = url.searchParams.get("at");
    const at = wanted === null ? queue.findIndex(isOpen) : Number(wanted);
    if (at === -1) return send(response, 200, allMarkedPage(question, queue.length));
    if (!Number.isInteger(at) || at < 0 || at >= queue.length) return redirect(response, `/mark/${question}`);
    if (request.method === "GET") return send(response, 200, markPage(now, asked, at));
    const form = await formOf(request);
    const result = queue[at]!;
    const values = asked.criteria.map((_, i) => form.get(`c${i}`)?.trim() ?? "");
    const comment = form.get("comment")?.trim() ?? "";
    const faults = faultsOf(asked, values, form.get("hash") === result.hash);
    if (faults.length > 0) return send(response, 422, markPage(now, asked, at, { values, comment, faults }));
    const criteria = values.map(markNumber);
    try {
      await sources.mark({
        assignment: now.run.assignment,
        student: result.student,
        question,
        points: pointsOf(asked, criteria),
        of: asked.of,
        criteria,
        ...(comment !== "" && { comment }),
        answer: answerHash(result, question),
        markedAt: new Date().toISOString(),
      });
    } catch (error) {
      // A full disk: what was typed stays in the form.
      const why = `Nothing was saved: ${(error as Error).message}. Mend that, and save again.`;
      return send(response, 507, markPage(now, asked, at, { values, comment, faults: [why] }));
    }
    // The next one without marks: first of those after this one.
    const next = [...queue.keys()].map(step => (at + 1 + step) % queue.length).find(i => i !== at && isOpen(queue[i]!));
    return redirect(response, next === undefined ? `/mark/${question}` : `/mark/${question}?at=${next}`);
  }

  return {
    address: `http://${host}/?secret=${secret}`,
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

function faultsOf({ criteria }: MarkedQuestion, values: readonly string[], isSameFile: boolean): string[] {
  if (!isSameFile)
    return ["Another file was handed in since this page was shown: read the answer as it is now. Nothing was saved."];
  return criteria.flatMap(({ marks }, i) => {
    const value = markNumber(values[i]!);
    return value >= 0 && value <= marks
      ? []
      : [
          `Criterion ${i + 1} expects a number from 0 to ${marks} (0.5 and 0,5 are the same), but got ${values[i] === "" ? "nothing" : values[i]}.`,
        ];
  });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > maxFormBytes) throw new Error("the form is longer than any of ours");
  }
  return new URLSearchParams(text);
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  });
  response.end(page);
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { location: to, "cache-control": "no-store" }).end();
}

const isSame = (given: string, secret: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
};

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
