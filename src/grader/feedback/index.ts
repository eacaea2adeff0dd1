// The door of the feedback.
export { askedOf } from "./asked.ts";
export { feedbackPage } from "./feedback-page.ts";
