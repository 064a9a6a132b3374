/** The parts of kafkajs 2.2.4 that the session stands on: connections, SASL, TLS and request codecs. */
declare module 'kafkajs/src/network/connection.js' {
  export interface Protocol<T> {
    readonly request: object;
    readonly response: { decode(raw: Buffer): Promise<T> };
  }
  interface RequestQueue {
    push(request: {
      readonly entry: {
        readonly apiKey: number;
        readonly apiName: string;
        readonly apiVersion: number;
        readonly correlationId: number;
        resolve(answer: { readonly payload: Buffer }): void;
        reject(error: Error): void;
      };
      readonly expectResponse: boolean;
      readonly requestTimeout: null;
      sendRequest(): void;
    }): void;
    scheduleCheckPendingRequests(): void;
  }
  export default class Connection {
    constructor(options: {
      readonly host: string;
      readonly port: number;
      readonly logger: unknown;
      readonly socketFactory: unknown;
      readonly clientId: string;
      readonly ssl: object | null;
      readonly sasl: object | null;
      readonly connectionTimeout: number;
      readonly requestTimeout: number;
      readonly enforceRequestTimeout: boolean;
      readonly maxInFlightRequests: number | null;
      readonly reauthenticationThreshold: number;
    });
    readonly socket?: import('node:net').Socket;
    readonly requestQueue: RequestQueue;
    readonly sessionLifetime: { toString(): string };
    isConnected(): boolean;
    connect(): Promise<true>;
    authenticate(): Promise<void>;
    setVersions(versions: object): void;
    setSupportAuthenticationProtocol(supported: boolean): void;
    rejectRequests(error: Error): void;
    disconnect(): Promise<true>;
    nextCorrelationId(): number;
    send<T>(protocol: Protocol<T>): Promise<T>;
  }
}
declare module 'kafkajs/src/network/socketFactory.js' {
  export default function socketFactory(): unknown;
}
declare module 'kafkajs/src/protocol/requests/index.js' {
  import type { Protocol } from 'kafkajs/src/network/connection.js';

  type Definition<Options, Result> = {
    protocol(of: { readonly version: number }): (options: Options) => Protocol<Result>;
  };
  interface Metadata {
    readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
    readonly topicMetadata: readonly {
      readonly topicErrorCode: number;
      readonly topic: string;
      readonly partitionMetadata: readonly {
        readonly partitionId: number;
        readonly leader: number;
      }[];
    }[];
  }
  interface Produced {
    readonly clientSideThrottleTime: number;
    readonly topics: readonly {
      readonly topicName: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly errorCode: number;
        readonly baseOffset: string;
      }[];
    }[];
  }
  const exported: {
    readonly requests: {
      readonly ApiVersions: Definition<
        object,
        { readonly apiVersions: readonly { apiKey: number; minVersion: number; maxVersion: number }[] }
      >;
      readonly Metadata: Definition<{ topics: readonly string[]; allowAutoTopicCreation: boolean }, Metadata>;
      readonly Produce: Definition<object, Produced>;
    };
  };

  export type { Metadata, Produced };
  export default exported;
}
declare module 'snappyjs/snappy_compressor.js' {
  export class SnappyCompressor {
    constructor(uncompressed: Uint8Array);
    maxCompressedLength(): number;
    compressToBuffer(out: Uint8Array): number;
  }
}
