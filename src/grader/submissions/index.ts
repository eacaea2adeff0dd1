// The door of the submissions: what was handed over, file by file, and each as a notebook that can be run.
export { type Collected, collectSubmissions } from "./collect.ts";
export { SubmissionsError } from "./entry.ts";
export { readSubmission } from "./read.ts";
export { type Release, releaseOf } from "./release.ts";
export { type RestoredCell, restore } from "./restore.ts";
