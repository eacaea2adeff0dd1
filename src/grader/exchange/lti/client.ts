// LTI 1.3, Assignment and Grade Services 2.0, from the tool's side: line items and scores.
// https://www.imsglobal.org/spec/lti-ags/v2p0
import { askPatiently, jsonOf, otherShape, type Patience, type Place } from "./ask.ts";
import type { Platform } from "./settings.ts";
import { newToken, type Token } from "./token.ts";

/** A column of the platform's gradebook. */
export interface LineItem {
  readonly id: string;
  readonly label: string;
  readonly scoreMaximum: number;
  readonly resourceId?: string;
}

/** What is told of one student. */
export interface AgsScore {
  /** LTI's `sub`. */
  readonly userId: string;
  /** When it was made: later than what was sent before, to a part of a second. */
  readonly timestamp: string;
  /** Left out where a person still has to mark something. */
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
  readonly comment?: string;
  readonly activityProgress: "Submitted" | "Completed";
  readonly gradingProgress: "FullyGraded" | "PendingManual";
}

const type = "application/vnd.ims.lis";

export class AgsClient {
  readonly #platform: Platform;
  readonly #patience: Patience;
  #token: Token | undefined;

  /** @param options `waitMs`: before the second try; `onWait`: is told when the platform is waited for */
  constructor(platform: Platform, { waitMs = 1000, signal, onWait = () => {} }: Partial<Patience> = {}) {
    this.#platform = platform;
    this.#patience = { waitMs, signal, onWait };
  }

  /** The line item of an assignment; it is made where there is none. @throws PlatformError */
  async lineItem(resourceId: string, label: string, scoreMaximum: number): Promise<LineItem> {
    const { lineItemsUrl } = this.#platform;
    const items = (address: string): Place => ({ setting: "lineItemsUrl", address, wants: "line items" });
    let next: string | undefined = withQuery(lineItemsUrl, { resource_id: resourceId });
    while (next !== undefined) {
      const place = items(next);
      const { body, link } = await this.#ask(place, { headers: { accept: `${type}.v2.lineitemcontainer+json` } });
      if (!Array.isArray(body)) throw otherShape(place, "a list of line items", body);
      // A platform may take no notice of the query.
      const found = (body as LineItem[]).find(item => item?.resourceId === resourceId);
      if (found) return checked(place, found);
      next = link;
    }
    const made = { label, scoreMaximum, resourceId };
    const headers = { "content-type": `${type}.v2.lineitem+json`, accept: `${type}.v2.lineitem+json` };
    const place = { ...items(lineItemsUrl), wants: "a new line item" };
    const { body } = await this.#ask(place, { method: "POST", headers, body: JSON.stringify(made) });
    return checked(place, body);
  }

  /** Gives a line item other points. Whether it has them then is asked afterwards: not every platform answers it. @throws PlatformError */
  async setMaximum(item: LineItem, scoreMaximum: number): Promise<void> {
    const place = { setting: "lineItemsUrl", address: item.id, wants: "a line item changed" };
    const headers = { "content-type": `${type}.v2.lineitem+json`, accept: `${type}.v2.lineitem+json` };
    const next = (status: number) => refusal(status) ?? "Not every platform allows it";
    // What is left out would be taken away there.
    const body = JSON.stringify({ ...item, scoreMaximum });
    await this.#ask(place, { method: "PUT", headers, body }, { isRead: false, next });
  }

  /** @throws PlatformError; its status is 409 where the platform has this score or a newer one */
  async postScore(item: LineItem, score: AgsScore): Promise<void> {
    const url = new URL(item.id);
    url.pathname += "/scores"; // before a query, which an id may have
    const place = { setting: "lineItemsUrl", address: url.href, wants: "a score taken" };
    const headers = { "content-type": `${type}.v1.score+json` };
    const next = (status: number) =>
      [400, 404, 422].includes(status)
        ? `Is ${score.userId} the number ("sub") of a student of that course?`
        : refusal(status);
    await this.#ask(place, { method: "POST", headers, body: JSON.stringify(score) }, { isRead: false, next });
  }

  /** @param options `isRead`: what comes back is of use; `next`: what to do about a refusal */
  async #ask(
    place: Place,
    { headers, ...request }: RequestInit,
    { isRead = true, next = refusal } = {},
  ): Promise<{ body: unknown; link: string | undefined }> {
    // A token that the platform refuses is replaced once: it may have ended before its time.
    for (let isNew = false; ; isNew = true) {
      if (isNew || !this.#token || Date.now() >= this.#token.until)
        this.#token = await newToken(this.#platform, this.#patience);
      const authorization = `Bearer ${this.#token.text}`;
      const answer = await askPatiently(place, { ...request, headers: { ...headers, authorization } }, this.#patience);
      if (answer.status === 401 && !isNew) continue;
      if (answer.ok && !isRead) {
        await answer.body?.cancel();
        return { body: undefined, link: undefined };
      }
      return { body: await jsonOf(place, answer, next), link: nextOf(answer) };
    }
  }
}

/** What to do where the platform refuses what a token allows. */
function refusal(status: number): string | undefined {
  if (status === 401)
    return 'It refuses a token that "tokenUrl" has just given: are both addresses of one and the same platform?';
  if (status === 403)
    return "Allow the tool there to make columns and to send grades (LTI's Assignment and Grade Services), and take the address of a course that has the tool";
  return undefined;
}

function checked(place: Place, item: unknown): LineItem {
  const { id } = (item ?? {}) as { id?: unknown };
  if (typeof id === "string" && URL.canParse(id)) return item as LineItem;
  throw otherShape(place, 'a line item with its address, "id",', item);
}

function withQuery(address: string, query: { [name: string]: string }): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** The next page: `Link: <…>; rel="next"`. */
const nextOf = (answer: Response): string | undefined =>
  /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(answer.headers.get("link") ?? "")?.[1];
