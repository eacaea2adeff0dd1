// The tfjs backend on TensorFlow.js's own cpu, which the development packages bring.
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { startTfjs, type TfjsBackend } from "../../../../src/backend/tfjs/index.ts";

export const tfjsOn = (name: string): Promise<TfjsBackend> => startTfjs(tf, name);
