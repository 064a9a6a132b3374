import { describe, expect, test } from 'vitest';
import { classify } from '../../../shared/consume/classify.ts';
import { permanent, transient } from '../../../shared/consume/verdict.ts';

const error = (name: string, fields: object = {}, cause?: unknown): Error =>
  Object.assign(new Error('message', cause === undefined ? {} : { cause }), { name }, fields);
const sdk = (name: string, httpStatusCode: number, fields: object = {}) =>
  error(name, {
    $fault: httpStatusCode >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode },
    ...fields,
  });
const refused = error('Error', { code: 'ECONNREFUSED' });

describe('classify', () => {
  test.each([
    ['a rule that says so', transient('busy')],
    ['an unknown error', error('Error')],
    ['an error of a library nobody knows', error('AxiosError', { code: 'ERR_BAD_RESPONSE' })],
    ['a refused connection', refused],
    ['a socket that fetch lost', error('TypeError', {}, error('SocketError', { code: 'UND_ERR_SOCKET' }))],
    [
      'a certificate that fetch does not trust',
      error('TypeError', {}, error('Error', { code: 'CERT_HAS_EXPIRED' })),
    ],
    [
      'an answer that is no HTTP',
      error('TypeError', {}, error('HTTPParserError', { code: 'HPE_INVALID_CONSTANT' })),
    ],
    ['a time-out of an AbortSignal', AbortSignal.timeout(0) && new DOMException('late', 'TimeoutError')],
    ['an abort of its own signal', new DOMException('stop', 'AbortError')],
    ['a fault of the service', sdk('InternalServerError', 500)],
    ['throttling that answers 400', sdk('ProvisionedThroughputExceededException', 400)],
    ['throttling that answers 429', sdk('TooManyRequestsException', 429)],
    [
      'an SDK error that is marked retryable',
      sdk('SomeException', 400, { $retryable: { throttling: true } }),
    ],
    ['a permission that is missing (400 in some services)', sdk('AccessDeniedException', 400)],
    ['credentials that ran out', sdk('ExpiredTokenException', 400)],
    ['a table that does not exist yet', sdk('ResourceNotFoundException', 400)],
    ['a conflict of writers', sdk('ConditionalRequestConflict', 409)],
    ['a bucket that does not exist', sdk('NoSuchBucket', 404)],
    ['an answer of a proxy that the SDK cannot read', error('SyntaxError', { $metadata: { attempts: 3 } })],
    ['kafkajs that lost its connection', error('KafkaJSConnectionError', { retriable: true })],
    [
      'kafkajs that gave up on brokers that are away',
      error(
        'KafkaJSNumberOfRetriesExceeded',
        { retriable: false },
        error('KafkaJSError', { retriable: true }),
      ),
    ],
    ['a client that gave up on a refused connection', error('GaveUp', { retryable: false }, refused)],
    ['null', null],
    ['undefined', undefined],
    ['a number', 7],
    ['a promise', Promise.resolve()],
  ])('takes %s for transient', (_, thrown) => {
    expect(classify(thrown)).toMatchObject({ verdict: 'transient' });
  });

  test.each([
    ['a rule that says so', permanent('negative')],
    ['a rule that says so though the network is to blame', permanent('negative', 'no', { cause: refused })],
    ['a fault of the program', new TypeError('x is not a function')],
    ['data that cannot be parsed', new SyntaxError('Unexpected token')],
    ['a number out of range', new RangeError('Invalid array length')],
    ['a value that zod refuses', error('ZodError')],
    ['a URL that fetch cannot take', error('TypeError', {}, error('TypeError', { code: 'ERR_INVALID_URL' }))],
    [
      'an argument that undici refuses',
      error('TypeError', {}, error('TypeError', { code: 'UND_ERR_INVALID_ARG' })),
    ],
    ['a request that the service refuses', sdk('ValidationException', 400)],
    ['a condition that does not hold', sdk('ConditionalCheckFailedException', 400)],
    ['a precondition that does not hold', sdk('PreconditionFailed', 412)],
    ['an error that says so', error('ClaimError', { retriable: false, code: 'claim-hash' })],
    [
      'an error that says so, whatever unknown is behind it',
      error('ClaimError', { retriable: false }, error('Error', { code: 'Z_DATA_ERROR' })),
    ],
  ])('takes %s for permanent', (_, thrown) => {
    expect(classify(thrown)).toMatchObject({ verdict: 'permanent' });
  });

  test('asks the subscription first, by code, be it text or a number', () => {
    const errors = { ECONNREFUSED: 'permanent', 'no-account': 'transient', '11000': 'permanent' } as const;
    expect(classify(refused, errors).verdict).toBe('permanent');
    expect(classify(permanent('no-account'), errors).verdict).toBe('transient');
    expect(classify(error('MongoServerError', { code: 11_000 }), errors)).toMatchObject({
      code: '11000',
      verdict: 'permanent',
    });
    expect(classify(error('toString'), errors).verdict).toBe('transient');
  });

  test('names a failure by its code, else its name, in letters that a metric takes', () => {
    expect(classify(permanent('no good\n€')).code).toBe('no-good--');
    expect(classify(error('')).code).toBe('Error');
    expect(classify(new DOMException('late', 'TimeoutError')).code).toBe('TimeoutError');
    expect(classify(error('x'.repeat(500))).code).toHaveLength(100);
  });

  test('tells the names of an error and of its cause', () => {
    const { name, message, cause, stack } = classify(error('SaveError', {}, refused));
    expect({ name, message, cause }).toEqual({ name: 'SaveError', message: 'message', cause: 'Error' });
    expect(stack).toContain('message');
  });

  test('has an answer for a thing that cannot be looked at', () => {
    const hostile = new Proxy(new Error('x'), {
      get() {
        throw new Error('no');
      },
    });
    expect(classify(hostile)).toMatchObject({ verdict: 'transient', code: 'Error' });
    expect(classify({ name: 7, code: {}, message: Symbol('x'), stack: 1n, cause: 'text' })).toEqual({
      verdict: 'transient',
      code: 'Error',
      name: 'Error',
      message: '',
      stack: '',
    });
  });

  test('is not led around in circles by causes', () => {
    const one = error('TypeError');
    const two = error('TypeError', {}, one);
    Object.assign(one, { cause: two });
    expect(classify(one).verdict).toBe('permanent');
  });
});
