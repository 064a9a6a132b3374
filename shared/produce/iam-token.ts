/**
 * MSK's IAM authentication: SASL/OAUTHBEARER with a presigned URL for a token. The signer is 400 KB of credential
 * providers, so it is loaded when the first connection is made. A token lives up to 15 minutes; one is used for
 * connections made within its first half.
 */
import { silence } from './silence.ts';

interface Token {
  readonly value: string;
  readonly usableUntil: number;
}

class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code = 'token';
  readonly retriable = true;
}

const SIGN_MS = 4_000;

export function iamTokens(region: string): () => Promise<{ value: string }> {
  let current: Token | undefined;
  let signing: Promise<Token> | undefined;
  return async () => {
    if (current === undefined || Date.now() >= current.usableUntil) {
      signing ??= silence(
        sign(region),
        SIGN_MS,
        () => new TokenError(`no credentials in ${SIGN_MS} ms`),
      ).finally(() => {
        signing = undefined;
      });
      current = await signing;
    }
    return { value: current.value };
  };
}

async function sign(region: string): Promise<Token> {
  const { generateAuthToken } = await import('aws-msk-iam-sasl-signer-js');
  const { token, expiryTime } = await generateAuthToken({ region });
  const now = Date.now();
  return { value: token, usableUntil: now + (expiryTime - now) / 2 };
}
