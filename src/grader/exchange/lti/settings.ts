// What a platform tells of itself and of our key: a JSON file of whoever teaches.
import { TableError } from "../csv.ts";

/** A platform (Canvas, Moodle, …) that takes scores by LTI 1.3, Assignment and Grade Services 2.0. */
export interface Platform {
  /** Our number there: `iss` and `sub` of what we sign. */
  readonly clientId: string;
  /** Where a token is to be had. */
  readonly tokenUrl: string;
  /** Whom the request for a token is for; the token URL where left out. */
  readonly audience?: string;
  /** A course's line items: from a launch, `https://purl.imsglobal.org/spec/lti-ags/claim/endpoint`. */
  readonly lineItemsUrl: string;
  /** Our private key, RSA, as a JWK; the platform has the public one, or the address of it. */
  readonly key: { readonly kid: string; readonly [part: string]: unknown };
}

const texts = ["clientId", "tokenUrl", "lineItemsUrl"] as const;

/** @param name what messages call the file @throws TableError that says what is missing */
export function readPlatform(text: string, name: string): Platform {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new TableError(`${name} is expected to be JSON, but: ${(error as Error).message}`);
  }
  const platform = (typeof read === "object" && read !== null ? read : {}) as { [name: string]: unknown };
  for (const field of texts)
    if (typeof platform[field] !== "string" || platform[field] === "")
      throw new TableError(`${name} expects "${field}", a text, but got ${JSON.stringify(platform[field]) ?? "none"}`);
  for (const field of ["tokenUrl", "lineItemsUrl"]) requireSecure(platform[field] as string, `${name}, "${field}"`);
  const { key } = platform as { key?: { kid?: unknown; kty?: unknown; d?: unknown } };
  if (typeof key?.kid !== "string" || key.kty !== "RSA" || typeof key.d !== "string")
    throw new TableError(
      `${name} expects "key", a private RSA key as JWK ("kty": "RSA", "d") with a "kid" (any name; the platform has the public half under the same; README, “LTI 1.3”, makes one), but got ${key === undefined ? "none" : `one with ${Object.keys(key).join(", ")}`}`,
    );
  return platform as unknown as Platform;
}

/** A token and scores go only where nobody reads along; this machine is one's own. */
function requireSecure(address: string, what: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isOwn = url !== undefined && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || (isOwn && url?.protocol === "http:")) return;
  throw new TableError(`${what} is expected to be an https address, but got ${JSON.stringify(address)}`);
}
