/** The attributes of a CloudEvent (1.0, binary mode) that travel beside the payload. */
export interface CloudEvent {
  readonly id: string;
  /** `cpom://<instance>/<service>` */
  readonly source: string;
  /** Full protobuf name of the payload. */
  readonly type: string;
  /** The public stream. */
  readonly subject: string;
  readonly time: string;
  /** Version of the public stream: a later one replaces an earlier one. */
  readonly sequence: number;
  readonly traceparent?: string;
}

/** A message to send. Order is kept for one key of one topic. */
export interface BusMessage {
  readonly topic: string;
  readonly key: string;
  readonly event: CloudEvent;
  readonly payload: Uint8Array;
}

export interface Subscription {
  /** Resolves once the group has handled everything that was published before the call. */
  caughtUp(): Promise<void>;
  /** Resolves once the running batch is done; nothing is handled afterwards. */
  stop(): Promise<void>;
}

/** Handles a batch in order. When it rejects, the same batch comes again after a pause. */
export type HandleBatch = (batch: readonly BusMessage[]) => Promise<void>;

/** How far a group is behind. */
export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  readonly lag: number;
}

/**
 * Tells the services of one instance what happened. At least once; in order for one key; a group resumes where it was;
 * the latest message of every key is kept for ever, so that a new group reads from the beginning and is complete.
 */
export interface Bus {
  /** Durable once it returns. */
  publish(messages: readonly BusMessage[]): Promise<void>;
  /** One subscription at a time works for a group in one process. */
  subscribe(group: string, topics: readonly string[], handle: HandleBatch): Promise<Subscription>;
  lags(): Promise<readonly GroupLag[]>;
}
