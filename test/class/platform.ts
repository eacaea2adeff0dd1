// A platform that takes scores by LTI 1.3, Assignment and Grade Services 2.0, as strict as the specification: for tests. That it is
// right is held by pylti1p3, another tool (platform.soak.ts).
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, jwtVerify } from "jose";

const scope = "https://purl.imsglobal.org/spec/lti-ags/scope";
const type = "application/vnd.ims.lis";

interface Item {
  id: string;
  label: string;
  scoreMaximum: number;
  resourceId?: string;
  tag?: string;
  resourceLinkId?: string;
}

interface TakenScore {
  userId: string;
  timestamp: string;
  scoreGiven?: number;
  scoreMaximum?: number;
  activityProgress: string;
  gradingProgress: string;
}

/** What it does wrong on purpose, for as many requests. */
export interface Faults {
  /** Answers that many requests with this status first. */
  status?: number;
  times?: number;
  /** Seconds, or a date. */
  retryAfter?: number | string;
  /** Which requests; all but those for a token where left out. */
  path?: string;
  body?: string;
  location?: string;
}

export interface TestPlatform {
  readonly settings: { clientId: string; tokenUrl: string; lineItemsUrl: string; key: JWK & { kid: string } };
  readonly items: Item[];
  /** All scores that it took, in order. */
  readonly scores: (TakenScore & { item: string })[];
  faults: Faults;
  /** Answers a change of a line item's points, and keeps the old ones. */
  keepsPoints: boolean;
  /** How many tokens it gave. */
  readonly tokensGiven: number;
  /** Is told of each score that was taken, before it is answered. */
  onScore: (score: TakenScore) => void;
  /** Tokens that it gave hold no longer. */
  forgetTokens(): void;
  close(): Promise<void>;
}

export async function startPlatform({ pageSize = 100, tokenSeconds = 3600 } = {}): Promise<TestPlatform> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: "grader-1", alg: "RS256" };
  const clientId = "unrolled-grader";
  const used = new Set<string>();
  const tokens = new Map<string, { scopes: string[]; until: number }>();
  const newest = new Map<string, number>();
  const items: Item[] = [];
  const scores: TestPlatform["scores"] = [];
  let given = 0;

  const server = createServer((request, response) => {
    const refuse = (status: number, why: string, headers = {}) => response.writeHead(status, headers).end(why);
    handle(request, response, refuse).catch((error: Error) => refuse(400, error.message));
  });
  server.listen(0, "127.0.0.1");
  await new Promise(resolve => server.on("listening", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokenUrl = `${base}/token`;

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    refuse: (status: number, why: string, headers?: object) => unknown,
  ) {
    const url = new URL(request.url!, base);
    const text = await bodyOf(request);
    const { faults } = platform;
    if ((faults.path === undefined ? url.pathname !== "/token" : url.pathname === faults.path) && faults.times) {
      faults.times--;
      const { retryAfter, location } = faults;
      return refuse(faults.status ?? 500, faults.body ?? "on purpose", {
        ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
        ...(location !== undefined && { location }),
      });
    }
    const json = (value: unknown, media: string, headers = {}) =>
      response.writeHead(200, { "content-type": media, ...headers }).end(JSON.stringify(value));
    if (url.pathname === "/token") {
      const form = new URLSearchParams(text);
      if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
        return refuse(415, "form expected");
      if (form.get("grant_type") !== "client_credentials") return refuse(400, "grant_type");
      if (form.get("client_assertion_type") !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        return refuse(400, "client_assertion_type");
      const { payload } = await jwtVerify(form.get("client_assertion")!, publicKey, {
        issuer: clientId,
        subject: clientId,
        audience: tokenUrl,
        requiredClaims: ["jti", "exp", "iat"],
      });
      if (used.has(payload.jti!)) return refuse(400, "jti was used");
      used.add(payload.jti!);
      const token = `token-${++given}`;
      tokens.set(token, { scopes: form.get("scope")!.split(" "), until: Date.now() + tokenSeconds * 1000 });
      return json(
        { access_token: token, token_type: "Bearer", expires_in: tokenSeconds, scope: form.get("scope") },
        "application/json",
      );
    }
    const token = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (!token || token.until < Date.now()) return refuse(401, "token");
    const may = (...names: string[]) => names.some(name => token.scopes.includes(`${scope}/${name}`));
    if (url.pathname === "/items" && request.method === "GET") {
      if (!may("lineitem", "lineitem.readonly")) return refuse(403, "scope");
      const wanted = url.searchParams.get("resource_id");
      const all = items.filter(({ resourceId }) => wanted === null || resourceId === wanted);
      const page = Number(url.searchParams.get("page") ?? 0);
      const next = new URL(url);
      next.searchParams.set("page", String(page + 1));
      const headers = all.length > (page + 1) * pageSize ? { link: `<${next.href}>; rel="next"` } : {};
      return json(all.slice(page * pageSize, (page + 1) * pageSize), `${type}.v2.lineitemcontainer+json`, headers);
    }
    if (url.pathname === "/items" && request.method === "POST") {
      if (!may("lineitem")) return refuse(403, "scope");
      if (request.headers["content-type"] !== `${type}.v2.lineitem+json`) return refuse(415, "media type");
      const item = { ...(JSON.parse(text) as Item), id: `${base}/item?number=${items.length + 1}` };
      items.push(item);
      return json(item, `${type}.v2.lineitem+json`);
    }
    if (url.pathname === "/item" && request.method === "PUT") {
      if (!may("lineitem")) return refuse(403, "scope");
      if (request.headers["content-type"] !== `${type}.v2.lineitem+json`) return refuse(415, "media type");
      const at = items.findIndex(({ id }) => id === url.href);
      if (at < 0) return refuse(404, "no such line item");
      const item = JSON.parse(text) as Item;
      if (!(item.scoreMaximum > 0)) return refuse(400, "scoreMaximum");
      if (!item.label?.trim()) return refuse(400, "label");
      if (item.resourceLinkId !== items[at]!.resourceLinkId) return refuse(400, "resourceLinkId may not change");
      // What is left out is taken away.
      items[at] = { ...item, id: url.href, ...(platform.keepsPoints && { scoreMaximum: items[at]!.scoreMaximum }) };
      return platform.keepsPoints ? response.writeHead(204).end() : json(items[at], `${type}.v2.lineitem+json`);
    }
    if (url.pathname === "/item/scores" && request.method === "POST") {
      if (!may("score")) return refuse(403, "scope");
      if (request.headers["content-type"] !== `${type}.v1.score+json`) return refuse(415, "media type");
      const score = JSON.parse(text) as TakenScore;
      if (!/T.*\.\d+(Z|[+-]\d\d:\d\d)$/.test(score.timestamp))
        return refuse(400, "timestamp with parts of a second and a zone");
      if (score.scoreGiven !== undefined && !((score.scoreMaximum ?? 0) > 0)) return refuse(400, "scoreMaximum");
      if (
        !["Submitted", "Completed"].includes(score.activityProgress) ||
        !["FullyGraded", "PendingManual"].includes(score.gradingProgress)
      )
        return refuse(400, "progress");
      const item = url.searchParams.get("number")!;
      const before = newest.get(`${item} ${score.userId}`) ?? 0;
      if (Date.parse(score.timestamp) <= before) return refuse(409, "a newer score is there");
      newest.set(`${item} ${score.userId}`, Date.parse(score.timestamp));
      scores.push({ ...score, item });
      platform.onScore(score);
      return response.writeHead(204).end();
    }
    return refuse(404, "nothing here");
  }

  const platform: TestPlatform = {
    settings: { clientId, tokenUrl, lineItemsUrl: `${base}/items`, key },
    items,
    scores,
    faults: {},
    keepsPoints: false,
    get tokensGiven() {
      return given;
    },
    onScore: () => {},
    forgetTokens: () => tokens.clear(),
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
  return platform;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return text;
}
