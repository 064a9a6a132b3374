/** How an invocation ended, as Lambda's Invoke API says it. */
export type InvokeResult =
  | { readonly requestId: string; readonly status: 'success'; readonly payload: Buffer }
  | {
      readonly requestId: string;
      readonly status: 'error';
      readonly functionError: 'Handled' | 'Unhandled';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly payload: Buffer;
    };
