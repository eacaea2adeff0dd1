// What a cell finds in process.env: what the person has set, and nothing with which it could act as Jupyter's server.
import assert from "node:assert/strict";
import { startSession } from "../../../kernel/session.ts";

describe("session: a cell's environment", () => {
  const secret = {
    JUPYTER_TOKEN: "1",
    JPY_API_TOKEN: "2",
    JPY_PARENT_PID: "3",
    JPY_SESSION_NAME: "4",
    JUPYTERHUB_API_TOKEN: "5",
    JUPYTERHUB_COOKIE_SECRET: "6",
    JUPYTERHUB_OAUTH_CLIENT_SECRET: "7",
    JUPYTER_SERVER_PASSWORD: "8",
    CONFIGPROXY_AUTH_TOKEN: "9",
  };
  const own = { MY_TOKEN: "a", HF_TOKEN: "b", JUPYTER_PATH: "c", JUPYTERHUB_USER: "d", MEM_LIMIT: "e" };

  it("has no token of Jupyter's, and what the person has set", async () => {
    Object.assign(process.env, secret, own);
    try {
      const session = await startSession();
      const outcome = await session.evaluate(
        `[${JSON.stringify(Object.keys({ ...secret, ...own }))}.map(name => process.env[name] ?? '-').join(''), ` +
          "require('node:child_process').execSync('env', { encoding: 'utf8' }).includes('JUPYTER_TOKEN')]",
      );
      await session.close();
      assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], "[ '---------abcde', false ]");
    } finally {
      for (const name of Object.keys({ ...secret, ...own })) delete process.env[name];
    }
  });
});
