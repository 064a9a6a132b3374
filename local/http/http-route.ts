export interface HttpRoute {
  /** `GET`, `POST` …, or `ANY`. */
  readonly method: string;
  /** `/orders`, `/orders/{id}`, `/files/{proxy+}`; `$default` takes what no other route does. */
  readonly path: string;
  readonly functionName: string;
  /** Who may call in AWS. Here everybody on this machine may. */
  readonly authorization: 'NONE' | 'AWS_IAM';
  readonly payloadFormat: '2.0';
  /** What the API waits for the function. Default 30 s. */
  readonly timeoutMs?: number;
}
