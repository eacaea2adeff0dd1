// What to do where a part of unrolled itself is missing or does not work.
import { inProject } from "../package.ts";

export const repair: string = inProject()
  ? 'run "npm run build" in the project: it installs and builds what is missing'
  : "install unrolled again: npm install unrolled";
