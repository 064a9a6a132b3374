/**
 * Routes that IAM guards in AWS are open here, so who may call is decided by where the call comes from. The socket
 * listens on 127.0.0.1 alone, but a page in a browser of this machine reaches that too: by a name of its own that
 * points here (DNS rebinding, seen by the Host header), or by a plain cross-origin request (seen by Origin).
 */
import type { IncomingHttpHeaders } from 'node:http';

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Why a request is refused; undefined: it is not. */
export function refusalOf({ host, origin }: IncomingHttpHeaders, port: number): string | undefined {
  const hosts = NAMES.map((name) => `${name}:${port}`);
  if (host === undefined || !hosts.includes(host.toLowerCase())) {
    return `Host is '${host ?? ''}'; this API answers to ${hosts.join(', ')} alone, since anything else may be a web page that uses a name of its own for this machine`;
  }
  if (origin !== undefined && !isLoopback(origin)) {
    return `Origin is '${origin}'; this API answers to no web page of another host`;
  }
  return undefined;
}

function isLoopback(origin: string): boolean {
  try {
    return NAMES.includes(new URL(origin).hostname);
  } catch {
    return false;
  }
}
