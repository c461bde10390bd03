import { type FailureText, failureText } from "./failure-text.ts";

/** In the shape of Temporal's `WorkflowInterceptorsFactory`. */
interface Interceptors {
  readonly inbound: readonly { execute(input: object, next: (input: object) => Promise<unknown>): Promise<unknown> }[];
  readonly outbound: readonly { getLogAttributes(input: object, next: (input: object) => object): object }[];
}

/**
 * Bundled with the workflows, by the path of this file. What a workflow logs crosses threads, where an error keeps its message and loses its
 * name, type and cause; so the line that it failed gets `failure` as plain data.
 */
export function interceptors(): Interceptors {
  let failure: FailureText | undefined;
  return {
    inbound: [
      {
        async execute(input, next) {
          try {
            return await next(input);
          } catch (error) {
            failure = failureText(error);
            throw error;
          }
        },
      },
    ],
    outbound: [{ getLogAttributes: (input, next) => next(failure === undefined ? input : { ...input, failure }) }],
  };
}
