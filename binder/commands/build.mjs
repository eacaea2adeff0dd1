// npm run build: makes dist/ if the sources have changed.

import { setUp } from "../steps/index.mjs";

export default async function buildCommand() {
  await setUp();
  return 0;
}
