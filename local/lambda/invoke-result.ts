/**
 * How an invocation ended, as Lambda's Invoke API says it. `Handled` is kept for the API's sake: the Node runtime
 * reports every error, a thrown one too, as `Unhandled`.
 */
export type InvokeResult =
  | { readonly requestId: string; readonly status: 'success'; readonly payload: Buffer }
  | InvokeFailure;

export interface InvokeFailure {
  readonly requestId: string;
  readonly status: 'error';
  readonly functionError: 'Handled' | 'Unhandled';
  readonly errorType: string;
  readonly errorMessage: string;
  readonly payload: Buffer;
}

/** `payload` is the runtime's own error document where there is one. */
export function failed(
  requestId: string,
  errorType: string,
  errorMessage: string,
  payload: Buffer = Buffer.from(JSON.stringify({ errorType, errorMessage })),
): InvokeFailure {
  return { requestId, status: 'error', functionError: 'Unhandled', errorType, errorMessage, payload };
}
