import { isBucketName } from '../../store/bucket-name.ts';
import type { BucketModel } from '../app-model.ts';
import { asText } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { propertiesOf } from './properties.ts';

export function readBuckets(resources: readonly Resource[]): readonly BucketModel[] {
  const names = new Set<string>();
  return resources
    .filter(({ type }) => type === 'AWS::S3::Bucket')
    .map((resource) => {
      const given = propertiesOf(resource);
      const name = given.text('BucketName') ?? asText(resource.ref) ?? '';
      if (!isBucketName(name)) {
        given.refuse('BucketName', `'${name}' is not 3 to 63 of a-z 0-9 . - between letters or digits`);
      }
      if (names.has(name)) given.refuse('BucketName', `another bucket is called '${name}' already`);
      names.add(name);
      return { logicalId: resource.logicalId, stack: resource.stack, name };
    });
}
