// The kernel's process with the toy session, for tests of what lies between the sockets and the session.
import { runKernel } from "../../kernel/main.ts";
import { createToySession } from "./toy-session.ts";

runKernel(process.argv.slice(2), async () => createToySession()).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
