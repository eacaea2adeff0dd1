// The door of what draws. It is a file of its own in dist, loaded by load.ts when a first figure is shown.
export { describe, toBundle } from "./bundle.ts";
export { drawGiven, type GivenPicture } from "./given/figure.ts";
