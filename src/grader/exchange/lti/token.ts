// A token of the platform, for what we sign: LTI 1.3's security, https://www.imsglobal.org/spec/security/v1p0 (section 4).
import { randomUUID } from "node:crypto";
import type { JWK } from "jose";
import { askPatiently, jsonOf, otherShape, type Patience, type Place, PlatformError } from "./ask.ts";
import type { Platform } from "./settings.ts";

const scope = "https://purl.imsglobal.org/spec/lti-ags/scope";

export interface Token {
  readonly text: string;
  /** Milliseconds since 1970: then it is asked for anew. */
  readonly until: number;
}

/** @throws PlatformError */
export async function newToken(platform: Platform, patience: Patience): Promise<Token> {
  const { clientId, tokenUrl, key } = platform;
  const place: Place = { setting: "tokenUrl", address: tokenUrl, wants: "a token" };
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion(platform),
    scope: `${scope}/lineitem ${scope}/score`,
  });
  const answer = await askPatiently(place, { method: "POST", body }, patience);
  const read = await jsonOf(place, answer, status =>
    [400, 401, 403].includes(status)
      ? `Is ${JSON.stringify(clientId)} ("clientId") the tool's there, does the platform have the public half of "key" (kid ${key.kid}), and is this machine's clock right?`
      : undefined,
  );
  const { access_token, expires_in } = (read ?? {}) as { access_token?: unknown; expires_in?: unknown };
  if (typeof access_token !== "string") throw otherShape(place, 'JSON with "access_token"', read);
  const lasts = Number(expires_in);
  return { text: access_token, until: Date.now() + Math.max(0, (lasts > 0 ? lasts : 60) - 5) * 1000 };
}

async function assertion({ clientId, tokenUrl, audience = tokenUrl, key }: Platform): Promise<string> {
  const { importJWK, SignJWT } = await jose();
  const signing = await importJWK(key as JWK, "RS256").catch((error: Error) => {
    throw new PlatformError(`"key" is expected to be a private RSA key as JWK, but cannot be read: ${error.message}`);
  });
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: "RS256", kid: key.kid, typ: "JWT" })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("5 minutes")
    .sign(signing);
}

async function jose(): Promise<typeof import("jose")> {
  try {
    return await import("jose");
  } catch {
    throw new PlatformError(
      "scores are signed with a package that is not installed: npm install jose@6.2.18 beside unrolled",
    );
  }
}
