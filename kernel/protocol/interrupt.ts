// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt

export interface InterruptReply {
  status: "ok";
}
