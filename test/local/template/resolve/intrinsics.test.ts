// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { expect, test } from 'vitest';
import type { Json } from '../../../../local/template/json.ts';
import { evaluated } from './resolve-one.ts';

const TEMPLATE = {
  Parameters: { P: { Type: 'String', Default: 'p' }, L: { Type: 'CommaDelimitedList', Default: 'x, y' } },
  Mappings: { M: { 'us-east-1': { size: 3, zones: ['a'] } } },
  Conditions: {
    yes: { 'Fn::Equals': [{ Ref: 'P' }, 'p'] },
    no: { 'Fn::Not': [{ Condition: 'yes' }] },
    both: { 'Fn::And': [{ Condition: 'yes' }, { Condition: 'no' }] },
    either: { 'Fn::Or': [{ Condition: 'yes' }, { Condition: 'no' }] },
  },
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my-bucket' } },
  },
};

test.each<[Json, Json]>([
  [{ Ref: 'P' }, 'p'],
  [{ Ref: 'L' }, ['x', 'y']],
  [{ Ref: 'Bucket' }, 'my-bucket'],
  [{ Ref: 'AWS::Region' }, 'us-east-1'],
  [{ Ref: 'AWS::AccountId' }, '000000000000'],
  [{ Ref: 'AWS::Partition' }, 'aws'],
  [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  [{ Ref: 'AWS::StackName' }, 'one'],
  [{ Ref: 'AWS::NotificationARNs' }, []],
  [
    ['a', { Ref: 'AWS::NoValue' }, 'b'],
    ['a', 'b'],
  ],
  [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::my-bucket'],
  [{ 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:aws:s3:::my-bucket'],
  [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, '10.0.0.0/16'],
  [{ 'Fn::Join': ['-', ['a', 1, true, { Ref: 'P' }]] }, 'a-1-true-p'],
  [{ 'Fn::Join': ['', []] }, ''],
  [{ 'Fn::Join': ['|', { 'Fn::Split': [',', 'a,b'] }] }, 'a|b'],
  [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
  [{ 'Fn::Select': ['0', { Ref: 'L' }] }, 'x'],
  [{ 'Fn::Split': ['/', 'a//b'] }, ['a', '', 'b']],
  [
    { 'Fn::Sub': '${P} ${AWS::Region} ${Bucket} ${Bucket.Arn} ${!P} $P {P}' },
    'p us-east-1 my-bucket arn:aws:s3:::my-bucket ${P} $P {P}',
  ],
  [{ 'Fn::Sub': ['${A}-${P}', { A: { 'Fn::Join': ['', ['j']] } }] }, 'j-p'],
  [{ 'Fn::Sub': ['${P}', { P: 'mine' }] }, 'mine'],
  [{ 'Fn::Base64': { 'Fn::Sub': 'é${P}' } }, Buffer.from('ép').toString('base64')],
  [{ 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
  [{ 'Fn::GetAZs': { Ref: 'AWS::Region' } }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
  [{ 'Fn::If': ['yes', 'a', 'b'] }, 'a'],
  [{ 'Fn::If': ['no', 'a', { 'Fn::If': ['both', 'b', { Ref: 'P' }] }] }, 'p'],
  [{ 'Fn::If': ['either', 'a', 'b'] }, 'a'],
  [[{ 'Fn::If': ['no', 'a', { Ref: 'AWS::NoValue' }] }], []],
  [{ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'size'] }, 3],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  [
    { 'Fn::Select': [2, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, '4', '14'] }] },
    '10.0.128.0/18',
  ],
  [
    { Ref: 'P', other: 1 },
    { Ref: 'P', other: 1 },
  ],
  [null, null],
])('%j is %j', (given, expected) => {
  expect(evaluated(given, TEMPLATE)).toEqual(expected);
});

test('keys of every object are kept as they are, whatever their name', () => {
  const given = JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":{"Ref":"P"}}') as Json;
  const expected = JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":"p"}') as Json;
  const value = evaluated(given, TEMPLATE);
  expect(JSON.stringify(value)).toBe(JSON.stringify(expected));
});

const at = "stack 'one', resource It (AWS::KMS::Key), Properties.It";

test.each<[Json, string]>([
  [{ Ref: 'Nobody' }, ".Ref: there is no resource or parameter 'Nobody' in this template"],
  [{ Ref: 'constructor' }, ".Ref: there is no resource or parameter 'constructor'"],
  [{ Ref: 7 }, '.Ref: plain text is due; given: 7'],
  [{ 'Fn::GetAtt': ['Nobody', 'Arn'] }, ".Fn::GetAtt: there is no resource 'Nobody'"],
  [
    { 'Fn::GetAtt': ['Bucket', 'Size'] },
    ".Fn::GetAtt: Bucket (AWS::S3::Bucket) has no attribute 'Size' here",
  ],
  [{ 'Fn::GetAtt': ['Bucket', '__proto__'] }, "has no attribute '__proto__'"],
  [{ 'Fn::GetAtt': 'Bucket' }, '.Fn::GetAtt: <logical id>.<attribute> is due'],
  [{ 'Fn::GetAtt': ['Bucket'] }, '.Fn::GetAtt: a list of 2 arguments is due; given: ["Bucket"]'],
  [{ 'Fn::Join': ['-'] }, '.Fn::Join: a list of 2 arguments is due'],
  [{ 'Fn::Join': [{ Ref: 'P' }, []] }, '.Fn::Join[0]: plain text is due'],
  [{ 'Fn::Join': ['', 'ab'] }, ".Fn::Join[1]: a list is due; given: 'ab'"],
  [{ 'Fn::Join': ['', ['a', { b: 1 }]] }, '.Fn::Join[1][1]: text is due; given: {"b":1}'],
  [{ 'Fn::Select': [2, ['a', 'b']] }, '.Fn::Select: there is no element 2 in a list of 2'],
  [{ 'Fn::Select': [-1, ['a']] }, ".Fn::Select[0]: a whole number is due; given: '-1'"],
  [{ 'Fn::Select': ['x', ['a']] }, ".Fn::Select[0]: a whole number is due; given: 'x'"],
  [{ 'Fn::Select': [0, 'a'] }, '.Fn::Select[1]: a list is due'],
  [{ 'Fn::Select': [0, { Ref: 'AWS::NoValue' }] }, '.Fn::Select[1]: a list is due; given: AWS::NoValue'],
  [{ 'Fn::Split': ['', 'ab'] }, '.Fn::Split[0]: the delimiter is empty'],
  [{ 'Fn::Split': [',', ['a']] }, '.Fn::Split[1]: text is due'],
  [{ 'Fn::Sub': '${Nobody}' }, ".Fn::Sub.Nobody: there is no resource 'Nobody'"],
  [{ 'Fn::Sub': '${L}' }, '.Fn::Sub.L: text is due; given: ["x","y"]'],
  [{ 'Fn::Sub': ['${A}'] }, '.Fn::Sub: text, or a list of text and an object, is due'],
  [{ 'Fn::Sub': 7 }, '.Fn::Sub: text, or a list'],
  [{ 'Fn::Base64': ['a'] }, '.Fn::Base64: text is due'],
  [{ 'Fn::If': ['perhaps', 1, 2] }, ".Fn::If[0]: there is no condition 'perhaps'"],
  [{ 'Fn::If': ['yes', 1] }, '.Fn::If: a list of 3 arguments is due'],
  [
    { 'Fn::FindInMap': ['M', 'eu-west-1', 'size'] },
    ".Fn::FindInMap: there is no mapping 'M' → 'eu-west-1' → 'size'",
  ],
  [{ 'Fn::ImportValue': 'x' }, ".Fn::ImportValue: no stack deployed before exports 'x'; known: none"],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 300, 8] }, '.Fn::Cidr: 300 blocks of 8 bits do not fit into 10.0.0.0/16'],
  [{ 'Fn::Cidr': ['::/64', 1, 8] }, ".Fn::Cidr: an IPv4 block such as 10.0.0.0/16 is due; given: '::/64'"],
  [{ 'Fn::Transform': { Name: 'x' } }, ': Fn::Transform is not implemented here; known: Ref, Fn::GetAtt, '],
  [{ 'Fn::Join': ['', []], 'Fn::Sub': '' }, ': Fn::Join stands beside other keys'],
  [{ a: [{ b: { Ref: 'Nobody' } }] }, '.a[0].b.Ref: there is no'],
  [
    '{{resolve:ssm:/nowhere}}',
    ": no stack deployed before has an AWS::SSM::Parameter named '/nowhere'; known: none",
  ],
  ['{{resolve:secretsmanager:x}}', ': {{resolve:secretsmanager:x}} is not implemented here'],
  ['{{resolve:ssm:x:7}}', ': {{resolve:ssm:x:7}}: there is only version 1 here'],
])('%j is refused at its place', (given, message) => {
  expect(() => evaluated(given, TEMPLATE)).toThrow(
    message.startsWith('.') || message.startsWith(':') ? at + message : message,
  );
});
