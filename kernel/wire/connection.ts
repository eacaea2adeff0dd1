// The connection file: where a front end and its kernel meet, and the key with which they sign.
// https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
import { readFileSync } from "node:fs";
import { isSupportedScheme, signatureSchemes } from "./signature.ts";

const portFields = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

export type Port = (typeof portFields)[number];

export type Connection = { [port in Port]: number } & {
  transport: "tcp" | "ipc";
  /** An address to bind, or for ipc the paths' common beginning. */
  ip: string;
  /** Empty: messages are not signed. */
  key: string;
  signature_scheme: string;
  /** The kernel's long-term keys, in Z85: with them every socket is encrypted and takes only who knows the public one (JEP 145). */
  curve?: { publicKey: string; secretKey: string };
};

export function readConnectionFile(path: string): Connection {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`cannot read the connection file ${path}: ${(error as Error).message}`);
  }
  try {
    return parseConnection(text);
  } catch (error) {
    throw new Error(`the connection file ${path} is not usable: ${(error as Error).message}`);
  }
}

export function parseConnection(text: string): Connection {
  const fields: unknown = JSON.parse(text);
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    throw new Error(`expected a JSON object, but got ${text.slice(0, 40)}`);

  const {
    transport = "tcp",
    ip = "127.0.0.1",
    key = "",
    signature_scheme = "hmac-sha256",
  } = fields as Partial<Connection>;
  if (transport !== "tcp" && transport !== "ipc")
    throw new Error(`transport should be "tcp" or "ipc", but is ${JSON.stringify(transport)}`);
  if (typeof ip !== "string" || ip === "") throw new Error(`ip should be an address, but is ${JSON.stringify(ip)}`);
  if (typeof key !== "string") throw new Error(`key should be a string, but is ${JSON.stringify(key)}`);
  if (key !== "" && !isSupportedScheme(signature_scheme))
    throw new Error(
      `signature_scheme should be one of ${signatureSchemes.join(", ")}, but is ${JSON.stringify(signature_scheme)}`,
    );

  const curve = parseCurve(fields);
  const ports = Object.fromEntries(portFields.map(name => [name, toPort(name, fields)])) as { [port in Port]: number };
  return { transport, ip, key, signature_scheme, ...(curve && { curve }), ...ports };
}

/** Both keys or none: with one alone somebody means to be protected and is not. */
function parseCurve(fields: { curve_publickey?: unknown; curve_secretkey?: unknown }): Connection["curve"] {
  const { curve_publickey: publicKey, curve_secretkey: secretKey } = fields;
  if (publicKey === undefined && secretKey === undefined) return undefined;
  const isKey = (key: unknown): key is string => typeof key === "string" && /^[!-~]{40}$/.test(key);
  // A wrong key is not quoted: it may be half a secret.
  for (const [name, key] of Object.entries({ curve_publickey: publicKey, curve_secretkey: secretKey }))
    if (!isKey(key)) throw new Error(`${name} should be a key of 40 characters (Z85)`);
  return { publicKey: publicKey as string, secretKey: secretKey as string };
}

/** The file's text, as a front end writes it. */
export function formatConnection({ curve, ...fields }: Connection): string {
  const keys = curve && { curve_publickey: curve.publicKey, curve_secretkey: curve.secretKey };
  return JSON.stringify({ ...fields, ...keys }, null, 2);
}

function toPort(name: Port, fields: { [name in Port]?: unknown }): number {
  const port = fields[name];
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`${name} should be a port from 1 to 65535, but is ${JSON.stringify(port) ?? "missing"}`);
  return port;
}

/** What is dangerous about a connection, for the kernel's log; nothing for those that Jupyter makes by itself. */
export function warningsOf({ transport, ip, key, curve }: Connection): string[] {
  const isLocal = transport === "ipc" || ip === "localhost" || ip === "::1" || ip.startsWith("127.");
  const who = isLocal ? "every process on this machine" : "everybody who reaches this machine";
  const warnings: string[] = [];
  if (key === "" && !curve)
    warnings.push(`the connection file has no key: ${who} may run code here. Let Jupyter make the file, or add a key`);
  if (!isLocal && !curve)
    warnings.push(
      `the kernel listens on ${ip}, beyond this machine, without encryption: who is on the way can read all outputs. ` +
        "Use 127.0.0.1 with a tunnel, or keys for encryption",
    );
  return warnings;
}

/** The ZeroMQ address of one of the connection's ports. */
export function endpoint({ transport, ip, ...ports }: Connection, port: Port): string {
  if (transport === "ipc") return `ipc://${ip}-${ports[port]}`;
  return `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${ports[port]}`;
}
