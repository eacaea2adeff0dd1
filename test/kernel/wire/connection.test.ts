import assert from "node:assert/strict";
import {
  endpoint,
  formatConnection,
  parseConnection,
  readConnectionFile,
  warningsOf,
} from "../../../kernel/wire/connection.ts";

const fields = {
  transport: "tcp",
  ip: "127.0.0.1",
  key: "k",
  signature_scheme: "hmac-sha256",
  shell_port: 1,
  iopub_port: 2,
  stdin_port: 3,
  control_port: 4,
  hb_port: 5,
  kernel_name: "unrolled",
};
const parse = (changes: object) => parseConnection(JSON.stringify({ ...fields, ...changes }));

describe("wire: the connection file", () => {
  it("says where to listen: on loopback unless told otherwise", () => {
    assert.equal(endpoint(parse({}), "shell_port"), "tcp://127.0.0.1:1");
    assert.equal(endpoint(parse({ ip: undefined, transport: undefined }), "hb_port"), "tcp://127.0.0.1:5");
    assert.equal(endpoint(parse({ ip: "::1" }), "iopub_port"), "tcp://[::1]:2");
    assert.equal(endpoint(parse({ transport: "ipc", ip: "folder/socket" }), "control_port"), "ipc://folder/socket-4");
  });

  it("may hold the keys of transport encryption, under jupyter_client's names", () => {
    const keys = { curve_publickey: "p".repeat(40), curve_secretkey: "s".repeat(40) };
    assert.deepEqual(parse(keys).curve, { publicKey: "p".repeat(40), secretKey: "s".repeat(40) });
    assert.equal(parse({}).curve, undefined);
    assert.deepEqual(parseConnection(formatConnection(parse(keys))), parse(keys));
    for (const wrong of [{ curve_publickey: keys.curve_publickey }, { ...keys, curve_secretkey: "half a secret" }])
      assert.throws(
        () => parse(wrong),
        (error: Error) => /curve_secretkey should be a key/.test(error.message) && !/half/.test(error.message),
      );
  });

  it("is warned of where anybody could run code or read along", () => {
    const curve = { curve_publickey: "p".repeat(40), curve_secretkey: "s".repeat(40) };
    const warnings = (changes: object) => warningsOf(parse(changes)).join("\n");
    for (const usual of [{}, { ip: "::1" }, { ip: "localhost" }, { transport: "ipc", ip: "x" }, { key: "", ...curve }])
      assert.equal(warnings(usual), "");
    assert.match(warnings({ key: "" }), /no key: every process on this machine may run code/);
    assert.match(
      warnings({ ip: "0.0.0.0", key: "" }),
      /no key: everybody who reaches this machine.*\n.*listens on 0\.0\.0\.0/s,
    );
    assert.match(warnings({ ip: "192.168.1.5" }), /^the kernel listens on 192\.168\.1\.5, beyond this machine/);
    assert.equal(warnings({ ip: "0.0.0.0", ...curve }), "");
  });

  const broken: [string, object, RegExp][] = [
    ["an unknown transport", { transport: "udp" }, /transport should be "tcp" or "ipc", but is "udp"/],
    ["an empty address", { ip: "" }, /ip should be an address, but is ""/],
    ["a key that is no text", { key: 5 }, /key should be a string, but is 5/],
    ["an unknown signature", { signature_scheme: "rot13" }, /should be one of hmac-sha256.*but is "rot13"/],
    ["a missing port", { shell_port: undefined }, /shell_port should be a port from 1 to 65535, but is missing/],
    ["a port that is none", { hb_port: 70_000 }, /hb_port should be a port from 1 to 65535, but is 70000/],
  ];
  for (const [what, changes, message] of broken)
    it(`refuses ${what}`, () => assert.throws(() => parse(changes), message));

  it("refuses what is no JSON object, and a file that is not there, by name", () => {
    assert.throws(() => parseConnection("{"), SyntaxError);
    assert.throws(() => parseConnection("[1]"), /expected a JSON object, but got \[1\]/);
    assert.throws(() => readConnectionFile("no/such.json"), /cannot read the connection file no\/such\.json: ENOENT/);
    assert.throws(() => readConnectionFile("package.json"), /package\.json is not usable: shell_port should be/);
  });
});
