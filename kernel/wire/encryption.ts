// Transport encryption (JEP 145): with keys in the connection file, ZeroMQ's CURVE hides every byte from who lacks them.
// https://jupyter-client.readthedocs.io/en/stable/security.html
import { capability } from "zeromq";
import type { Connection } from "./connection.ts";

/** Socket options of the kernel's side: a client without the public key cannot even connect. */
export function asServer({ curve }: Connection): { curveServer?: boolean; curveSecretKey?: string } {
  if (!curve) return {};
  if (!capability.curve)
    throw new Error("the connection file asks for encryption, which this ZeroMQ was built without");
  return { curveServer: true, curveSecretKey: curve.secretKey };
}

/** Socket options of a client's side. As jupyter_client does, it uses the connection's one pair of keys as its own too. */
export function asClient({ curve }: Connection): {
  curveServerKey?: string;
  curvePublicKey?: string;
  curveSecretKey?: string;
} {
  if (!curve) return {};
  return { curveServerKey: curve.publicKey, curvePublicKey: curve.publicKey, curveSecretKey: curve.secretKey };
}
