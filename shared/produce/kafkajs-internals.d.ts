/** The parts of kafkajs 2.2.4 that the session stands on: connections, SASL, TLS and request codecs. */
declare module 'kafkajs/src/network/connection.js' {
  export interface Protocol<T> {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      readonly expectResponse?: () => boolean;
      encode(): Promise<{ readonly buffer: Buffer }>;
    };
    readonly response: {
      decode(raw: Buffer): Promise<unknown>;
      parse(decoded: never): Promise<T>;
    };
    readonly requestTimeout?: number;
    readonly logResponseError?: boolean;
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
    });
    socket?: { destroy(): void };
    readonly sessionLifetime: { toString(): string };
    isConnected(): boolean;
    connect(): Promise<true>;
    authenticate(): Promise<void>;
    setVersions(versions: object): void;
    setSupportAuthenticationProtocol(supported: boolean): void;
    rejectRequests(error: Error): void;
    disconnect(): Promise<true>;
    send<T>(protocol: Protocol<T>): Promise<T>;
  }
}
declare module 'kafkajs/src/network/socketFactory.js' {
  export default function socketFactory(): unknown;
}
declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    readonly buffer: Buffer;
    writeString(value: string | null): this;
    writeInt16(value: number): this;
    writeInt32(value: number): this;
    writeBuffer(value: Buffer): this;
  }
}
declare module 'kafkajs/src/protocol/requests/index.js' {
  import type { Protocol } from 'kafkajs/src/network/connection.js';

  type Definition<Options, Result> = {
    readonly versions: readonly string[];
    protocol(of: { readonly version: number }): (options: Options) => Protocol<Result>;
  };
  interface Metadata {
    readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
    readonly topicMetadata: readonly {
      readonly topicErrorCode: number;
      readonly topic: string;
      readonly partitionMetadata: readonly {
        readonly partitionErrorCode: number;
        readonly partitionId: number;
        readonly leader: number;
      }[];
    }[];
  }
  interface Produced {
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
      readonly InitProducerId: Definition<
        { transactionalId: null; transactionTimeout: number },
        { readonly producerId: string; readonly producerEpoch: number }
      >;
      readonly Produce: Definition<object, Produced>;
    };
    lookup(
      versions: object,
    ): <O, R>(apiKey: number, definition: Definition<O, R>) => (options: O) => Protocol<R>;
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
