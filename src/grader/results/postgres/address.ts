// The address of a PostgreSQL database, and what is said where it cannot be used.
import { ResultsError } from "../results-error.ts";

/** postgres://USER@HOST:PORT/DATABASE, or postgresql://…; anything else is a file. */
export const isAddress = (name: string): boolean => /^postgres(ql)?:/i.test(name);

/** The address without its password, as it may stand in a terminal or a log. */
export const withoutPassword = (address: string): string =>
  address.replace(/^(\w+:\/\/[^:@/?#]*):[^/?#]*@/, "$1@").replace(/([?&]password=)[^&]*/i, "$1…");

/** Codes of Node for a connection that was not made or was lost. */
const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/;

/**
 * PostgreSQL's classes and codes for the same (appendix A of its manual): 08 connection, 57P operator's intervention, 53 too
 * little of something, and what two transactions do to each other (40001, 40P01).
 */
const serverCodes = /^(08...|57P0[1-5]|53...|40001|40P01)$/;

const lostMessages =
  /Connection terminated|connection timeout|timeout exceeded|read timeout|not queryable|has been closed/i;

/** Whether the same is worth another try in a while: the server is down, or on its way. */
export function isAway(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return networkCodes.test(code) || serverCodes.test(code) || lostMessages.test(message);
}

/** What a person can do about it; the error itself where that is nothing. */
export function inWords(error: unknown, address: string): unknown {
  const name = withoutPassword(address);
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const told = (what: string) => new ResultsError(`${name} ${what}`, { cause: error });
  if (error instanceof ResultsError) return error;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return told(`names a machine that cannot be found (${message}): look at the address`);
  if (/password must be a string/.test(message))
    return told("wants a password, and none was given: set PGPASSWORD, or write it into ~/.pgpass");
  if (code === "28P01") return told("does not take the password: set PGPASSWORD, or write it into ~/.pgpass");
  if (code === "28000") return told(`does not let this user in: ${message}. See pg_hba.conf on the server`);
  if (code === "3D000") return told(`is no database of the server: ${message}. Make it with createdb`);
  if (code === "42501")
    return told(`does not allow this user what is needed: ${message}. GRANT CREATE ON DATABASE … TO … does`);
  if (isAway(error))
    return told(
      `does not answer (${message || code}): does PostgreSQL run there, and does it listen to this machine (listen_addresses, pg_hba.conf)?`,
    );
  if (/Invalid URL|Invalid IP|encoding/i.test(message) || code === "ERR_INVALID_URL")
    return told(`is expected to be an address such as postgres://USER@HOST/DATABASE, but it is not: ${message}`);
  return error;
}
