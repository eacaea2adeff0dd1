// Asks a platform: patiently where it is busy or away, and with a message that says which setting led there.
import { setTimeout as delay } from "node:timers/promises";

/** The platform did not do what was asked: which setting leads there, what was expected, what came, and what to do. */
export class PlatformError extends Error {
  override name = "PlatformError";
  /** Of the answer; undefined where there was none, or nothing that can be read. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** What is asked of a platform. */
export interface Place {
  /** The key of the settings that leads there: `tokenUrl`. */
  readonly setting: string;
  readonly address: string;
  /** What is expected there: "a token". */
  readonly wants: string;
}

export interface Patience {
  /** Before the second try, in milliseconds; twice as long before each other one. */
  readonly waitMs: number;
  readonly signal: AbortSignal | undefined;
  /** Is told each time that it waits. */
  readonly onWait: (text: string) => void;
}

/** So often each request is tried where the platform is away or asks to wait. */
const attempts = 4;

/** A platform that asks to wait longer is left alone. */
const longestWaitMs = 300_000;

/**
 * Asks again until the answer is another one than "later".
 * @throws PlatformError where the platform stays away, or leads elsewhere
 */
export async function askPatiently(place: Place, request: RequestInit, patience: Patience): Promise<Response> {
  const { signal, waitMs, onWait } = patience;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(place.address, request, signal);
    const isAway = answer instanceof Error || answer.status === 429 || answer.status >= 500;
    if (!isAway) return withoutDetour(place, answer);
    const what = answer instanceof Error ? `does not answer (${causeOf(answer)})` : await answered(answer);
    const asked = answer instanceof Error ? undefined : retryAfter(answer);
    const ms = asked ?? waitMs * 2 ** (attempt - 1);
    const status = answer instanceof Error ? undefined : answer.status;
    if (signal?.aborted) throw new PlatformError(`${of(place)} ${what}, and this was stopped`, status);
    if (ms > longestWaitMs)
      throw new PlatformError(`${of(place)} ${what} and asks to wait for ${seconds(ms)}: send again then`, status);
    if (attempt === attempts)
      throw new PlatformError(
        `${of(place)} ${what}, ${attempts} times. Expected is ${place.wants}: is the platform up, and the address right?`,
        status,
      );
    onWait(`${of(place)} ${what}: asked again in ${seconds(ms)} (${attempt + 1} of ${attempts})`);
    await delay(ms, undefined, signal && { signal }).catch(() => {});
  }
}

function ask(address: string, request: RequestInit, signal: AbortSignal | undefined): Promise<Response | Error> {
  const timeout = AbortSignal.timeout(30_000);
  return fetch(address, {
    ...request,
    redirect: "manual",
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
  }).catch((error: Error) => error);
}

/** A service sends nobody on to another address. A page does, to ask for a login. */
function withoutDetour(place: Place, answer: Response): Response {
  if (answer.status < 300 || answer.status >= 400) return answer;
  const to = answer.headers.get("location") ?? "nowhere";
  throw new PlatformError(
    `${of(place)} leads on to ${to} (${answer.status}), but ${place.wants} ${isOrAre(place)} expected: it is the address of a page. ${copyIt(place)}`,
    answer.status,
  );
}

/**
 * The answer's JSON; undefined where it is empty.
 * @param next what to do where the platform refuses, by the status of its answer
 * @throws PlatformError where it is refused, or no JSON
 */
export async function jsonOf(
  place: Place,
  answer: Response,
  next: (status: number, text: string) => string | undefined = () => undefined,
): Promise<unknown> {
  const text = await answer.text();
  const { status } = answer;
  if (!answer.ok) {
    const wanted = `${place.wants} ${isOrAre(place)} expected`;
    const advice = next(status, text) ?? (status === 404 || status === 405 ? copyIt(place) : "What does its log say?");
    throw new PlatformError(`${of(place)} answers ${status}${quoted(text)}, but ${wanted}. ${advice}`, status);
  }
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new PlatformError(
      `${of(place)} answers ${isPage(text) ? "a web page" : "no JSON"}${quoted(text)}, but ${place.wants} ${isOrAre(place)} expected. ${copyIt(place)}`,
    );
  }
}

/** What came is JSON of another shape. */
export const otherShape = (place: Place, expected: string, got: unknown): PlatformError =>
  new PlatformError(
    `${of(place)} expects ${expected} from the platform, but got ${clip(JSON.stringify(got) ?? "nothing")}. ${copyIt(place)}`,
  );

const of = ({ setting, address }: Place): string => `"${setting}" (${address})`;

const isOrAre = ({ wants }: Place): string => (/^(a|an|the) /.test(wants) ? "is" : "are");

const copyIt = ({ setting }: Place): string => `Copy "${setting}" anew from the platform's settings of the tool`;

const answered = async (answer: Response): Promise<string> =>
  `answers ${answer.status}${quoted(await answer.text().catch(() => ""))}`;

const isPage = (text: string): boolean => /^\s*<(!doctype|html|head|body)/i.test(text);

const clip = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** What came, shortened to a part of one line. */
const quoted = (text: string): string => (text.trim() === "" ? "" : ` (${clip(text.trim().replace(/\s+/g, " "))})`);

/** In milliseconds: the header has seconds, or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const text = headers.get("retry-after");
  if (text === null || text.trim() === "") return undefined;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`;

const causeOf = (error: Error): string => (error.cause instanceof Error ? error.cause.message : error.message);
