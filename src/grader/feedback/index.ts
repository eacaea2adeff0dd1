// The door of the feedback.
export { type Asked, askedOf } from "./asked.ts";
export { feedbackNotebook } from "./feedback-notebook.ts";
export { feedbackPage } from "./feedback-page.ts";
export { fileNames } from "./file-names.ts";
