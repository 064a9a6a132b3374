/** What to try on the platform that stays up. */
import { ordersUrl, type SamplePlatform, topicNames, variableOf } from './sample-platform.ts';

export function threeThings(platform: SamplePlatform): readonly string[] {
  const order = { customerId: 'you', placedOn: '1998-06-30', quantity: 1, amount: 9.99 };
  const { endpoint, region, credentials } = platform.s3;
  const [bootstrap = ''] = platform.bootstrap.split(',');
  return [
    `Kafka  ${platform.bootstrap}  (plaintext)`,
    `HTTP   ${platform.httpUrl}`,
    `S3     ${endpoint}`,
    `Glue   ${platform.registry.endpoint}  (the schema registry's calls)`,
    '',
    'place an order:',
    `  curl -i ${ordersUrl(platform)} -H 'content-type: application/json' -H 'idempotency-key: mine-1' -d '${JSON.stringify(order)}'`,
    'look at its invoice, under the order id of the answer:',
    `  curl --aws-sigv4 aws:amz:${region}:s3 --user ${credentials.accessKeyId}:${credentials.secretAccessKey} -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' ${endpoint.replace(/\/$/, '')}/${variableOf(platform, 'DATA_BUCKET')}/invoices/cdnow-00001.json`,
    'read the dead letters, with the reason of each in its headers, with any Kafka client:',
    `  kcat -b ${bootstrap} -t ${topicNames.deadLetters} -e -f '%k  %h\\n'`,
    '',
    'Ctrl-C ends it; what is in topics and buckets is kept for the next start',
  ];
}
