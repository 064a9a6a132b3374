import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { classify } from '../../../shared/consume/classify.ts';
import { s3ObjectStore } from '../../../shared/object-store/s3-object-store.ts';
import { s3To } from '../../driver/s3-to.ts';
import {
  type Answer,
  type Asked,
  ok,
  refuse,
  scriptedServer,
  silence,
} from '../../driver/scripted-server.ts';

const BODY = randomBytes(12 * 1024 * 1024);

/** S3, as far as a multipart upload needs it; `overrides` are asked first. */
async function multipartStore(
  override: (asked: Asked, place: number) => Answer | undefined = () => undefined,
) {
  const whole: Answer = (response, asked) => {
    const scripted = override(asked, server.asked.indexOf(asked));
    (scripted ?? ordinary(asked))(response, asked);
  };
  const server = await scriptedServer(Array(30).fill(whole));
  return { asked: server.asked, store: s3ObjectStore('claims', s3To(server.endpoint)) };
}

function ordinary(asked: Asked): Answer {
  const step = stepOf(asked);
  if (step === 'begin') {
    return ok('<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>');
  }
  if (step === 'complete') return ok('<CompleteMultipartUploadResult/>');
  if (step === 'remove') return (response) => response.writeHead(204).end();
  return ok('', { etag: `"${step}"` });
}

function stepOf({ method, url }: Asked): string {
  const query = new URL(url, 'http://s3').searchParams;
  if (query.has('uploads')) return 'begin';
  if (method === 'DELETE') return 'remove';
  return method === 'POST' ? 'complete' : `part ${query.get('partNumber')}`;
}

const stepsOf = (asked: readonly Asked[]): string[] => asked.map(stepOf);

test('over 5 MB goes in parts, and the condition with the completion', async () => {
  const { store, asked } = await multipartStore();
  expect(await store.create('k', BODY, { contentType: 'text/plain' })).toBe('created');
  expect(stepsOf(asked).toSorted()).toEqual(['begin', 'complete', 'part 1', 'part 2', 'part 3']);
  const parts = asked.filter(({ method }) => method === 'PUT').toSorted((a, b) => a.url.localeCompare(b.url));
  expect(Buffer.concat(parts.map(({ body }) => body)).equals(BODY)).toBe(true);
  expect(asked[0]?.headers['content-type']).toBe('text/plain');
  const complete = asked.at(-1)!;
  expect(complete.headers['if-none-match']).toBe('*');
  expect(complete.body.toString()).toMatch(/part 1.*part 2.*part 3/s);
});

describe('nothing is left', () => {
  test('when the object is there already', async () => {
    const { store, asked } = await multipartStore((each) =>
      stepOf(each) === 'complete' ? refuse(412, 'PreconditionFailed') : undefined,
    );
    expect(await store.create('k', BODY)).toBe('exists');
    expect(stepsOf(asked).at(-1)).toBe('remove');
  });

  test('when a part is refused twice', async () => {
    const { store, asked } = await multipartStore((each) =>
      stepOf(each) === 'part 2' ? refuse(500, 'InternalError') : undefined,
    );
    const error = await store.create('k', BODY).catch((cause) => cause);
    expect(classify(error)).toMatchObject({ verdict: 'transient', code: 'InternalError' });
    expect(stepsOf(asked).filter((step) => step === 'part 2')).toHaveLength(2);
    expect(stepsOf(asked).at(-1)).toBe('remove');
  });

  test('when a part is refused while others are under way, which are not waited for', async () => {
    const { store, asked } = await multipartStore((each) => {
      const step = stepOf(each);
      return step === 'part 1' ? silence : step === 'part 2' ? refuse(403, 'AccessDenied') : undefined;
    });
    const started = performance.now();
    const error = await store.create('k', BODY).catch((cause) => cause);
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(classify(error).code).toBe('AccessDenied');
    expect(stepsOf(asked).at(-1)).toBe('remove');
  });

  test('when its signal is aborted in mid part, and no part comes after the removal', async () => {
    const stop = new AbortController();
    const { store, asked } = await multipartStore((each) => {
      if (stepOf(each) !== 'part 3') return undefined;
      setTimeout(() => stop.abort(), 20);
      return silence;
    });
    const error = await store.create('k', BODY, { signal: stop.signal }).catch((cause) => cause);
    expect(classify(error).verdict).toBe('transient');
    expect(stepsOf(asked).at(-1)).toBe('remove');
    expect(stepsOf(asked)).not.toContain('complete');
  });
});

test.each([
  ['another writer is at work', 409, 'ConditionalRequestConflict'],
  ['the upload is gone', 404, 'NoSuchUpload'],
])('begins anew when %s', async (_what, status, code) => {
  const { store, asked } = await multipartStore((each, place) =>
    stepOf(each) === 'complete' && place < 6 ? refuse(status, code) : undefined,
  );
  expect(await store.create('k', BODY)).toBe('created');
  const steps = stepsOf(asked);
  expect(steps.filter((step) => step === 'begin')).toHaveLength(2);
  expect(steps.filter((step) => step === 'complete')).toHaveLength(2);
  expect(steps.filter((step) => step === 'part 1')).toHaveLength(2);
});
