// The door of the submissions: what was handed over, file by file, and each as a notebook that can be run.
export { otherAssignment } from "./belongs.ts";
export { collectSubmissions } from "./collect.ts";
export type { Collected } from "./collected.ts";
export { SubmissionsError } from "./entry.ts";
export { areHandIns } from "./exchange.ts";
export type { LateRule } from "./late.ts";
export { readSubmission } from "./read.ts";
export { type Release, releaseOf } from "./release.ts";
export { type RestoredCell, restore } from "./restore.ts";
export { saidName } from "./said-name.ts";
export { momentOf, offsetOf } from "./time-zone.ts";
