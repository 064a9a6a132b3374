/**
 * MSK's IAM authentication: SASL/OAUTHBEARER with a presigned URL for a token. The signer is 400 KB of credential
 * providers, so it is loaded when the first connection is made. A token lives up to 15 minutes; one is used for
 * connections made within its first half.
 */
interface Token {
  readonly value: string;
  readonly usableUntil: number;
}

export function iamTokens(region: string): () => Promise<{ value: string }> {
  let current: Promise<Token> | undefined;
  return async () => {
    let token = await current?.catch(() => undefined);
    if (token === undefined || Date.now() >= token.usableUntil) {
      current = sign(region);
      token = await current;
    }
    return { value: token.value };
  };
}

async function sign(region: string): Promise<Token> {
  const { generateAuthToken } = await import('aws-msk-iam-sasl-signer-js');
  const { token, expiryTime } = await generateAuthToken({ region });
  const now = Date.now();
  return { value: token, usableUntil: now + (expiryTime - now) / 2 };
}
