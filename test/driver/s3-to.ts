import { type Connect, type S3Options, s3Connection } from '../../shared/object-store/s3-connection.ts';

/** The functions' own client, to a store on this machine. */
export const s3To = (endpoint: string, credentials: S3Options['credentials'] = TESTER): Connect =>
  s3Connection({ endpoint, region: 'us-east-1', credentials });

const TESTER = { accessKeyId: 'tester', secretAccessKey: 'secret' };
