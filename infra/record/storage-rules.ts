/** Buckets and keys. Most have no name of ours: their logical id is all that leads to the data. */
import { deletionPolicy } from './deletion-policy.ts';
import { each, fixed, type StatefulType } from './stateful-type.ts';

export const bucketRules: StatefulType = {
  name: 'BucketName',
  properties: {
    BucketName: fixed(
      'A bucket cannot be renamed: CloudFormation would make another, empty one, and point everything to it',
      'Take the change back, or copy the objects into a second bucket first and write its name into the record',
    ),
    ...deletionPolicy,
  },
  gone: 'The bucket stays with its objects, but nothing points to it any more; what replaces it is empty',
};

export const keyRules: StatefulType = {
  properties: {
    ...each(
      ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
      fixed('KMS cannot change it, and what was encrypted with the key needs it', 'Take the change back'),
    ),
    ...deletionPolicy,
  },
  gone: 'The key stays, since what it encrypted needs it, but no stack looks after it; a cluster keeps its key for good',
};
