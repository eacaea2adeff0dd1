// Comms as a cell sees them: open one to the front end, or take those that the front end opens; both sides send.
import { randomUUID } from "node:crypto";
import type { CommMessage } from "../protocol/comm.ts";
import type { Json } from "../protocol/mime.ts";
import { toBase64, toJson } from "./bundle.ts";
import type { Guard } from "./callbacks.ts";

/** What one side says to the other. */
export interface CommData {
  data: { [key: string]: Json };
  metadata: { [key: string]: Json };
  buffers: Uint8Array[];
}

export interface SendOptions {
  metadata?: { [key: string]: unknown };
  /** Binary attachments. */
  buffers?: Uint8Array[];
}

export interface Comm {
  readonly id: string;
  readonly target: string;
  /** False once either side has closed it; what is sent then goes nowhere. */
  readonly isOpen: boolean;
  send(data: object, options?: SendOptions): void;
  onMessage(callback: (message: CommData) => void): Comm;
  onClose(callback: (message: CommData) => void): Comm;
  close(data?: object): void;
}

export interface Comms {
  /** Opens a comm to what the front end has registered under this target. */
  open(target: string, data?: object, options?: SendOptions): Comm;
  /** Calls back for each comm that the front end opens to this target. */
  onOpen(target: string, callback: (comm: Comm, message: CommData) => void): void;
}

export interface CommRoom {
  comms: Comms;
  /** Takes a message from the front end. */
  receive(message: CommMessage): void;
}

type Callback<Args extends unknown[]> = (...args: Args) => void;

export function createComms(emit: (message: CommMessage) => void, guard: Guard): CommRoom {
  const open = new Map<string, OpenComm>();
  const targets = new Map<string, Callback<[Comm, CommData]>>();

  class OpenComm implements Comm {
    readonly id: string;
    readonly target: string;
    readonly #onMessage: Callback<[CommData]>[] = [];
    readonly #onClose: Callback<[CommData]>[] = [];

    constructor(target: string, id: string) {
      this.target = target;
      this.id = id;
      open.set(id, this);
    }

    get isOpen(): boolean {
      return open.get(this.id) === this;
    }

    send(data: object, options: SendOptions = {}): void {
      if (this.isOpen) emit({ type: "comm_msg", comm_id: this.id, ...outward(data, options) });
    }

    onMessage(callback: Callback<[CommData]>): Comm {
      this.#onMessage.push(guard(callback));
      return this;
    }

    onClose(callback: Callback<[CommData]>): Comm {
      this.#onClose.push(guard(callback));
      return this;
    }

    close(data: object = {}): void {
      if (!this.isOpen) return;
      open.delete(this.id);
      emit({ type: "comm_close", comm_id: this.id, ...outward(data, {}) });
    }

    hear(message: CommData): void {
      for (const callback of this.#onMessage) callback(message);
    }

    closed(message: CommData): void {
      open.delete(this.id);
      for (const callback of this.#onClose) callback(message);
    }
  }

  const comms: Comms = {
    open(target, data = {}, options = {}) {
      const comm = new OpenComm(target, randomUUID().replaceAll("-", ""));
      emit({ type: "comm_open", comm_id: comm.id, target_name: target, ...outward(data, options) });
      return comm;
    },
    onOpen(target, callback) {
      targets.set(target, guard(callback));
    },
  };

  function receive(message: CommMessage): void {
    const { type, comm_id } = message;
    const heard = inward(message);
    if (type === "comm_msg") open.get(comm_id)?.hear(heard);
    else if (type === "comm_close") open.get(comm_id)?.closed(heard);
    else {
      const callback = targets.get(message.target_name);
      if (callback) callback(new OpenComm(message.target_name, comm_id), heard);
      // The protocol has whoever knows no such target close the comm at once.
      else emit({ type: "comm_close", comm_id, data: {}, metadata: {}, buffers: [] });
    }
  }

  return { comms, receive };
}

function outward(data: object, { metadata = {}, buffers = [] }: SendOptions) {
  const record = (value: object) => toJson(value) as { [key: string]: Json };
  return { data: record(data), metadata: record(metadata), buffers: buffers.map(toBase64) };
}

function inward({ data, metadata, buffers }: CommMessage): CommData {
  return { data, metadata, buffers: buffers.map(text => Buffer.from(text, "base64")) };
}
