import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { glueFrame } from '../../../../local/mapping/schema/glue-frame.ts';
import { framed, VERSION } from './framed.ts';

const faultOf = (bytes: Buffer): unknown => {
  try {
    return glueFrame(bytes);
  } catch (error) {
    return error;
  }
};

test('a frame names its version and holds its payload, packed or not', () => {
  const payload = Buffer.from('payload');
  expect(glueFrame(framed(payload))).toEqual({ versionId: VERSION, payload });
  expect(glueFrame(framed(deflateSync(payload), { compression: 5 }))).toEqual({
    versionId: VERSION,
    payload,
  });
  expect(glueFrame(framed(Buffer.alloc(0))).payload).toHaveLength(0);
});

test.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), "0 bytes; Glue's frame alone has 18"],
  ['a frame that is cut', framed(Buffer.alloc(0)).subarray(0, 17), "17 bytes; Glue's frame alone has 18"],
  ['what has no frame', Buffer.from('{"a":"a value without a frame"}'), 'the first byte is 123'],
  ['another compression', framed(Buffer.alloc(0), { compression: 1 }), 'the compression is 1; allowed: 0'],
  ['what is no zlib stream', framed(Buffer.from('abc'), { compression: 5 }), 'no zlib stream'],
  [
    'a zlib stream that is cut',
    framed(deflateSync(Buffer.from('abc')).subarray(0, -2), { compression: 5 }),
    'no zlib',
  ],
  [
    'bytes behind the zlib stream',
    framed(Buffer.concat([deflateSync(Buffer.from('abc')), Buffer.from('xy')]), { compression: 5 }),
    '2 bytes are left behind the zlib stream',
  ],
])('%s is not decoded', (_name, bytes, message) => {
  expect(faultOf(bytes)).toMatchObject({
    code: 'undecodable',
    fault: 'DESERIALIZATION_ERROR',
    message: expect.stringContaining(message),
  });
});

test('what unpacks to more than an event can carry is not unpacked', () => {
  const most = 6 * 1024 * 1024;
  const of = (size: number): Buffer => framed(deflateSync(Buffer.alloc(size)), { compression: 5 });
  expect(glueFrame(of(most)).payload).toHaveLength(most);
  expect(faultOf(of(most + 1))).toMatchObject({ fault: 'MaximumPayloadSizeExceeded' });
});
