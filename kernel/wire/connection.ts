// The connection file: where a front end and its kernel meet, and the key with which they sign.
// https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
import { readFileSync } from "node:fs";
import { isSupportedScheme, SCHEMES } from "./signature.ts";

const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

export type Port = (typeof PORTS)[number];

export type Connection = { [port in Port]: number } & {
  transport: "tcp" | "ipc";
  /** An address to bind, or for ipc the paths' common beginning. */
  ip: string;
  /** Empty: messages are not signed. */
  key: string;
  signature_scheme: string;
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
      `signature_scheme should be one of ${SCHEMES.join(", ")}, but is ${JSON.stringify(signature_scheme)}`,
    );

  const ports = Object.fromEntries(PORTS.map(name => [name, toPort(name, fields)])) as { [port in Port]: number };
  return { transport, ip, key, signature_scheme, ...ports };
}

function toPort(name: Port, fields: { [name in Port]?: unknown }): number {
  const port = fields[name];
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`${name} should be a port from 1 to 65535, but is ${JSON.stringify(port) ?? "missing"}`);
  return port;
}

/** The ZeroMQ address of one of the connection's ports. */
export function endpoint({ transport, ip, ...ports }: Connection, port: Port): string {
  if (transport === "ipc") return `ipc://${ip}-${ports[port]}`;
  return `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${ports[port]}`;
}
