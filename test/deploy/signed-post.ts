/** A POST to the HTTP API, signed as a caller with IAM credentials signs it. Its host is a name that only the emulator knows. */
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { CREDENTIALS, REGION } from './account.ts';

export interface Post {
  readonly port: number;
  readonly apiId: string;
  readonly path: string;
  readonly body: string;
}

export interface PostAnswer {
  readonly status: number | undefined;
  readonly body: string;
}

export async function signedPost(post: Post): Promise<PostAnswer> {
  const signer = new SignatureV4({
    service: 'execute-api',
    region: REGION,
    credentials: CREDENTIALS,
    sha256: Sha256,
  });
  const { apiId, port, path, body } = post;
  const host = `${apiId}.execute-api.localhost:${port}`;
  const { headers } = await signer.sign({
    protocol: 'http:',
    hostname: host,
    method: 'POST',
    path,
    headers: { host, 'content-type': 'application/json' },
    body,
  });
  return send(post, headers);
}

export const unsignedPost = (post: Post): Promise<PostAnswer> =>
  send(post, { host: `${post.apiId}.execute-api.localhost:${post.port}` });

function send({ port, path, body }: Post, headers: Record<string, string>): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST', headers });
    request.once('error', reject);
    request.once('response', async (response) => {
      resolve({ status: response.statusCode, body: await text(response) });
    });
    request.end(body);
  });
}
