// A real JupyterHub on this machine: its proxy from npm, a server for each user as a process of its own, homes in a temporary folder.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { labExtensions } from "../../binder/steps/lab-extensions.mjs";
import { freePort } from "../free-port.ts";
import { root } from "../needs.ts";
import { type Process, processTree } from "../processes.ts";

const proxyVersion = "5.3.0";

export interface Hub {
  /** "http://127.0.0.1:8000/base/" */
  readonly address: string;
  readonly folder: string;
  /** A user's home. */
  home(user: string): string;
  /** The hub's REST API, as its driver. */
  ask(path: string, method?: string, body?: object): Promise<Response>;
  /** A user's own server. */
  server(user: string, path: string, method?: string, body?: object): Promise<Response>;
  /** The token with which both are asked. */
  readonly token: string;
  log(): string;
  /** The hub, its proxy, and all servers and kernels that are there. */
  programs(): Process[];
  close(): Promise<void>;
}

interface Options {
  /** The programs of the environment that has JupyterHub (environment.ts). */
  bin: string;
  users: readonly string[];
  /** Notebooks that each home begins with: of the repository's notebooks/, as students get them. */
  lessons: readonly string[];
}

const token = "0123456789abcdef0123456789abcdef";

export async function startHub({ bin, users, lessons }: Options): Promise<Hub> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled hub "));
  const [port, hubPort, apiPort] = [await freePort(), await freePort(), await freePort()];
  const environment = join(bin, "..");
  const prefix = join(folder, "prefix");
  const cli = (...args: string[]) =>
    execFileSync(process.execPath, [join(root, "dist", "src", "cli.js"), ...args], { encoding: "utf8" });
  // What an administrator does: the kernel, the extensions and their settings, in a folder that every server looks into.
  cli("kernel", "install", "--prefix", prefix);
  // The button for handing in has come with the kernel.
  labExtensions(join(prefix, "share", "jupyter", "labextensions"), ["unrolled-hand-in"]);
  const exchange = join(folder, "exchange");
  mkdirSync(join(exchange, "inbound"), { recursive: true });
  chmodSync(join(exchange, "inbound"), 0o3733);
  mkdirSync(join(prefix, "etc", "jupyter"), { recursive: true });
  cpSync(
    join(root, "binder", "jupyter", "jupyter_server_config.json"),
    join(prefix, "etc", "jupyter", "jupyter_server_config.json"),
  );
  const course = join(folder, "course");
  cli("release", "--plain", ...lessons.map(name => join(root, "notebooks", name)), "--to", course);
  const home = (user: string) => join(folder, "homes", user);
  for (const user of users) mkdirSync(home(user), { recursive: true });

  const settings = {
    "JupyterHub.bind_url": `http://127.0.0.1:${port}/base/`,
    "JupyterHub.hub_bind_url": `http://127.0.0.1:${hubPort}`,
    "JupyterHub.db_url": `sqlite:///${join(folder, "hub.sqlite")}`,
    "JupyterHub.cookie_secret_file": join(folder, "cookie-secret"),
    "JupyterHub.authenticator_class": "dummy",
    "JupyterHub.spawner_class": "simple",
    "JupyterHub.concurrent_spawn_limit": 0,
    "JupyterHub.services": [{ name: "driver", api_token: token }],
    "JupyterHub.load_roles": [
      {
        name: "driver",
        scopes: ["admin:users", "admin:servers", "access:servers", "tokens", "list:users", "read:users:activity"],
        services: ["driver"],
      },
    ],
    "ConfigurableHTTPProxy.api_url": `http://127.0.0.1:${apiPort}`,
    "ConfigurableHTTPProxy.command": [process.execPath, proxyProgram()],
    "ConfigurableHTTPProxy.pid_file": join(folder, "proxy.pid"),
    "SimpleLocalProcessSpawner.home_dir_template": join(folder, "homes", "{username}"),
    "Spawner.ip": "127.0.0.1",
    "Spawner.args": ["--allow-root"],
    "Spawner.http_timeout": 120,
    "Spawner.start_timeout": 120,
    "Spawner.default_url": "/lab",
    "Spawner.environment": {
      JUPYTER_PATH: join(prefix, "share", "jupyter"),
      JUPYTER_CONFIG_PATH: join(prefix, "etc", "jupyter"),
      UNROLLED_DATA: "made-up",
      UNROLLED_EXCHANGE: exchange,
    },
    "Authenticator.allowed_users": "set",
    "Authenticator.admin_users": "none",
    "DummyAuthenticator.password": "together",
  };
  const lines = [
    `import json, os, shutil`,
    `settings = json.loads(${JSON.stringify(JSON.stringify(settings))})`,
    `settings["Authenticator.allowed_users"] = set(json.loads(${JSON.stringify(JSON.stringify(users))}))`,
    `settings["Authenticator.admin_users"] = set()`,
    `for name, value in settings.items():`,
    `    section, option = name.split(".")`,
    `    c[section][option] = value`,
    // A home that is new gets the course; what a student has changed stays.
    `def hand_out(spawner):`,
    `    home = os.path.join(${JSON.stringify(join(folder, "homes"))}, spawner.user.name)`,
    `    for name in os.listdir(${JSON.stringify(course)}):`,
    `        if not name.startswith(".") and not os.path.exists(os.path.join(home, name)):`,
    `            shutil.copy(os.path.join(${JSON.stringify(course)}, name), home)`,
    `c.Spawner.pre_spawn_hook = hand_out`,
  ];
  const config = join(folder, "jupyterhub_config.py");
  writeFileSync(config, `${lines.join("\n")}\n`);
  const { JUPYTER_TOKEN: _, ...env } = process.env;
  const child = spawn(join(bin, "python"), ["-m", "jupyterhub", "-f", config], {
    cwd: folder,
    env: { ...env, PATH: [bin, env.PATH].join(delimiter), HOME: folder, VIRTUAL_ENV: environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", text => (said += text));
  const address = `http://127.0.0.1:${port}/base/`;
  const request = (path: string, method = "GET", body?: object) =>
    fetch(new URL(path, address), {
      method,
      headers: { authorization: `token ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const hub: Hub = {
    address,
    folder,
    token,
    home,
    ask: (path, method, body) => request(`hub/api/${path}`, method, body),
    server: (user, path, method, body) => request(`user/${user}/${path}`, method, body),
    log: () => said,
    programs: () => processTree(child.pid!).filter(({ zombie }) => !zombie),
    close: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  for (let tries = 0; ; tries++) {
    const isUp = await hub.ask("").then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return hub;
    if (child.exitCode !== null || tries > 600) {
      await hub.close();
      throw new Error(`JupyterHub does not start:\n${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** The hub ends its proxy and, as it was told to clean up, every server. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise(resolve => child.on("close", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await ended;
  clearTimeout(late);
}

/** Plain JavaScript from npm, kept in .cache. */
function proxyProgram(): string {
  const folder = join(root, ".cache", "class", `proxy-${proxyVersion}`);
  const program = join(folder, "node_modules", "configurable-http-proxy", "bin", "configurable-http-proxy");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--prefix", folder, "--no-save", "--ignore-scripts", `configurable-http-proxy@${proxyVersion}`],
    {
      encoding: "utf8",
      env: { ...process.env, npm_config_cache: join(root, ".cache", "npm") },
    },
  );
  if (status !== 0) throw new Error(`the hub's proxy cannot be installed: ${stderr}`);
  return program;
}
