import type { handleUnaryCall } from '@grpc/grpc-js';

/** The unary RPCs of a generated server interface, by name: its index signature and its streams left out. */
export type UnaryNames<S> = keyof { [K in keyof S as string extends K ? never : S[K] extends handleUnaryCall<infer _Q, infer _R> ? K : never]: true } & keyof S & string;
export type RequestOf<S, K extends keyof S> = S[K] extends handleUnaryCall<infer Q, infer _R> ? Q : never;
export type ReplyOf<S, K extends keyof S> = S[K] extends handleUnaryCall<infer _Q, infer R> ? R : never;
