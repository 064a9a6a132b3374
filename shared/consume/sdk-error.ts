/**
 * Errors of the AWS SDK (v3) that say nothing about the record: the service, the network between, the account or the
 * moment. By `$fault`, `$retryable`, status and, because many services answer 400 to all of them, by name: the SDK
 * sets names as text, so that minifying does not touch them.
 */
export interface SdkError {
  readonly name?: unknown;
  readonly $fault?: unknown;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  readonly $response?: unknown;
}

/** About the account or the moment: credentials, permissions, what does not exist yet, conflicts, throttling. */
const STATUS = new Set([401, 403, 404, 408, 409, 425, 429]);

/** Throttling and time-outs as the SDK's own retry strategy names them, then credentials, permissions and contention. */
const NAMES = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
  'InternalError',
  'RequestTimeout',
  'RequestTimeoutException',
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'NotAuthorized',
  'OptInRequired',
  'UnrecognizedClientException',
  'KMSDisabledException',
  'KMSInvalidStateException',
  'KMSThrottlingException',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'TableNotFoundException',
  'TransactionCanceledException',
  'TransactionConflictException',
]);

/** True and false are an answer; undefined: not an error of the SDK. */
export function isTransientSdkError(error: SdkError): boolean | undefined {
  const { $fault, $metadata, $response, $retryable } = error;
  if ($fault !== 'client' && $fault !== 'server') {
    // An answer that cannot be read (a proxy's HTML) fails as a SyntaxError with these fields.
    return $metadata !== undefined || $response !== undefined ? true : undefined;
  }
  const status = $metadata?.httpStatusCode;
  return (
    $fault === 'server' ||
    $retryable !== undefined ||
    typeof status !== 'number' ||
    status >= 500 ||
    STATUS.has(status) ||
    NAMES.has(String(error.name))
  );
}
