import { describe, expect, it } from 'vitest';
import { type IamStatement, iamGrants } from '../../../local/kafka/iam-grants.ts';

const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/shop/12-3';
const named = (type: string, name: string, cluster = 'shop/12-3') =>
  `arn:aws:kafka:us-east-1:000000000000:${type}/${cluster}/${name}`;
const allow = (actions: string[], resources: string[]): IamStatement => ({
  effect: 'Allow',
  actions: actions.map((action) => (action === '*' ? action : `kafka-cluster:${action}`)),
  resources,
});
const deny = (actions: string[], resources: string[]): IamStatement => ({
  ...allow(actions, resources),
  effect: 'Deny',
});
const connect = allow(['Connect'], [arn]);

/** Entries as `ALLOW READ topic orders` or, for a prefix, `… topic orders.*`. */
function grants(...statements: IamStatement[]) {
  const { acls, untranslated } = iamGrants([{ principal: 'User:role-a', statements }], arn);
  return {
    acls: acls.map(({ permission, operation, resource, pattern: { type, name } }) =>
      [permission, operation, resource, type === 'PREFIXED' ? `${name}*` : name].join(' '),
    ),
    untranslated,
  };
}

describe('IAM statements as ACLs', () => {
  it('give a reader its topic and group, and Connect needs no entry', () => {
    expect(
      grants(
        connect,
        allow(['DescribeTopic', 'ReadData'], [named('topic', 'orders')]),
        allow(['DescribeGroup', 'AlterGroup'], [named('group', 'a.orders')]),
      ),
    ).toEqual({
      acls: [
        'ALLOW DESCRIBE topic orders',
        'ALLOW READ topic orders',
        'ALLOW DESCRIBE group a.orders',
        'ALLOW READ group a.orders',
      ],
      untranslated: [],
    });
  });

  it('give a writer its topics by prefix, and a transactional id', () => {
    expect(
      grants(
        connect,
        allow(['WriteDataIdempotently'], [arn]),
        allow(['DescribeTopic', 'WriteData'], [named('topic', 'orders.*')]),
        allow(['DescribeTransactionalId', 'AlterTransactionalId'], [named('transactional-id', '*')]),
      ),
    ).toEqual({
      acls: [
        'ALLOW IDEMPOTENT_WRITE cluster kafka-cluster',
        'ALLOW DESCRIBE topic orders.*',
        'ALLOW WRITE topic orders.*',
        'ALLOW DESCRIBE transactional-id *',
        'ALLOW WRITE transactional-id *',
      ],
      untranslated: [],
    });
  });

  it('expand wildcards of actions as IAM does: whatever the case, and *Topic is not *TopicDynamicConfiguration', () => {
    expect(grants(connect, allow(['*topic'], [named('topic', 't')])).acls).toEqual([
      'ALLOW CREATE topic t',
      'ALLOW DESCRIBE topic t',
      'ALLOW ALTER topic t',
      'ALLOW DELETE topic t',
    ]);
    const everything = grants(allow(['*'], ['*'])).acls;
    expect(everything).toHaveLength(18);
    expect(everything).toContain('ALLOW WRITE topic *');
  });

  it.each([
    ['any name in the cluster', named('topic', '*'), '*'],
    ['any topic of any cluster', 'arn:aws:kafka:us-east-1:000000000000:topic/*', '*'],
    ['any topic of the named cluster', 'arn:aws:kafka:us-east-1:000000000000:topic/shop/*', '*'],
    ['a prefix in any incarnation', named('topic', 'or*', 'shop/*'), 'or*'],
    ['a group with slashes', named('group', 'a/b'), 'a/b'],
  ])('read %s', (_, resource, pattern) => {
    const { acls, untranslated } = grants(connect, allow(['DescribeTopic', 'DescribeGroup'], [resource]));
    expect(acls).toEqual([expect.stringMatching(/^ALLOW DESCRIBE (topic|group) /)]);
    expect(acls[0]).toMatch(new RegExp(` ${pattern.replaceAll('*', '\\*')}$`));
    expect(untranslated).toHaveLength(1);
  });

  it('give nothing in another cluster, and say so', () => {
    const { acls, untranslated } = grants(
      connect,
      allow(['DescribeTopic'], [named('topic', 'orders', 'other/9-9')]),
    );
    expect(acls).toEqual([]);
    expect(untranslated).toEqual([
      'User:role-a: Allow DescribeTopic names no topic of this cluster, so it gives nothing',
    ]);
  });

  it('give nothing without Connect, nor without the action that MSK wants beside', () => {
    const write = allow(['WriteData', 'WriteDataIdempotently'], [named('topic', 'orders'), arn]);
    expect(grants(write)).toEqual({
      acls: [],
      untranslated: [
        'User:role-a: no statement allows Connect, so that MSK refuses everything, as is done here',
      ],
    });
    expect(grants(connect, write)).toEqual({
      acls: ['ALLOW IDEMPOTENT_WRITE cluster kafka-cluster'],
      untranslated: ['User:role-a: WriteData on orders without DescribeTopic gives nothing in MSK, nor here'],
    });
    const narrower = allow(['DescribeTopic'], [named('topic', 'orders.v1')]);
    const wide = allow(['ReadData'], [named('topic', 'orders.*')]);
    expect(grants(connect, narrower, wide).acls).toEqual(['ALLOW DESCRIBE topic orders.v1']);
    const wider = allow(['DescribeTopic'], [named('topic', 'o*')]);
    expect(grants(connect, wider, wide).acls).toEqual([
      'ALLOW DESCRIBE topic o*',
      'ALLOW READ topic orders.*',
    ]);
  });

  it('deny what can be denied, and say what cannot', () => {
    const read = allow(['DescribeTopic', 'ReadData'], [named('topic', '*')]);
    expect(grants(connect, read, deny(['ReadData'], [named('topic', 'secret.*')])).acls).toContain(
      'DENY READ topic secret.*',
    );
    expect(grants(connect, read, deny(['Connect'], [arn])).untranslated).toEqual([
      'User:role-a: Deny Connect cannot be said in ACLs; here it may still connect',
    ]);
  });

  it('leave out names no ACL can say and statements under conditions, and say so', () => {
    const odd = named('topic', 'orders.*.v1');
    const { acls, untranslated } = grants(connect, allow(['DescribeTopic'], [odd]), {
      ...allow(['DescribeTopic'], [named('topic', 't')]),
      conditions: { IpAddress: {} },
    });
    expect(acls).toEqual([]);
    expect(untranslated).toEqual([
      `User:role-a: Allow on ${odd}: ACLs know whole names and beginnings of names, so it is left out`,
      'User:role-a: Allow kafka-cluster:DescribeTopic under conditions is left out',
    ]);
  });

  it('tell of a writer that MSK would not let write idempotently', () => {
    const { untranslated } = grants(connect, allow(['DescribeTopic', 'WriteData'], [named('topic', 't')]));
    expect(untranslated).toEqual([expect.stringContaining('WriteData without WriteDataIdempotently')]);
  });

  it('pass over everything that is no matter of the cluster', () => {
    const other: IamStatement = {
      effect: 'Allow',
      actions: ['s3:*', 'kafka:GetBootstrapBrokers'],
      resources: ['*'],
    };
    expect(grants(other)).toEqual({ acls: [], untranslated: [] });
  });
});
