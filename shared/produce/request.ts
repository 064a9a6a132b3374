/** A request as it goes over a connection, and how its answer is read. */
export interface Request<T> {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  /** Written one after another, and not copied. */
  readonly body: readonly Buffer[];
  /** `raw`: the answer behind its correlation id. */
  decode(raw: Buffer): T | Promise<T>;
}

/** Length, header (version 1) and body. */
export function framed(request: Request<unknown>, correlationId: number, clientId: string): Buffer[] {
  const client = Buffer.from(clientId);
  const header = Buffer.allocUnsafe(14 + client.length);
  const size = request.body.reduce((sum, { length }) => sum + length, header.length - 4);
  let at = header.writeInt32BE(size, 0);
  at = header.writeInt16BE(request.apiKey, at);
  at = header.writeInt16BE(request.apiVersion, at);
  at = header.writeInt32BE(correlationId, at);
  at = header.writeInt16BE(client.length, at);
  client.copy(header, at);
  return [header, ...request.body];
}
