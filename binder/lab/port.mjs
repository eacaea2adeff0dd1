// Chooses the port that JupyterLab listens on: the one asked for, or the first free one from Jupyter's usual 8888.

import { createServer } from "node:net";
import { UserError } from "../user-error.mjs";

export const host = "127.0.0.1";
const usualPort = 8888;
const portTries = 50;

/**
 * @param {number} [wanted]
 * @returns {Promise<number>}
 */
export async function choosePort(wanted) {
  if (wanted !== undefined) {
    const reason = await whyNot(wanted);
    if (!reason) return wanted;
    throw new UserError(
      `Port ${wanted} ${reason === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${reason})`}.`,
      `Choose another one, such as  npm start -- --port ${await choosePort()}  or leave --port out: then a free one is found.`,
    );
  }
  for (let port = usualPort; port < usualPort + portTries; port++) if (!(await whyNot(port))) return port;
  throw new UserError(
    `No port from ${usualPort} to ${usualPort + portTries - 1} is free.`,
    "Name a free one:  npm start -- --port N",
  );
}

/** @returns {Promise<string | undefined>} why nothing can listen there */
function whyNot(/** @type {number} */ port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once("error", error => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
