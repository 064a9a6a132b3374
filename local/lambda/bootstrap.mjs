// What runs in a worker: loads the handler, then asks the Runtime API for events until it is ended.
// Plain JavaScript: type stripping would add its compiler to the start and the memory of every worker.
// The connection to the Runtime API is the tie to the platform: when it breaks, the worker ends itself.
import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const environment = process.env;
const [host, port] = environment.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
// A line is out of the process before the next statement runs, as in Lambda: the last words of a crash are logged.
// (Node queues what a pipe does not take at once; of 3,000 lines before a SIGKILL 170 to 760 arrived.)
for (const stream of [process.stdout, process.stderr]) stream._handle?.setBlocking?.(true);
// kept from before the function can replace them
const toStdout = process.stdout.write.bind(process.stdout);
const toStderr = process.stderr.write.bind(process.stderr);
const exit = process.exit.bind(process);
const tied = new WeakSet();
let requestId;

function call(method, pathname, body, headers) {
  return new Promise((resolve) => {
    const request = http.request(
      {
        host,
        port,
        agent,
        method,
        path: `/2018-06-01/runtime${pathname}`,
        headers:
          body === undefined
            ? headers
            : { 'content-type': 'application/json', 'content-length': body.length, ...headers },
      },
      (response) => {
        // into one piece at once: an event may be 6 MB and the function's memory 128
        const bytes = Buffer.allocUnsafe(Number(response.headers['content-length'] ?? 0));
        let at = 0;
        response.on('data', (chunk) => {
          at += chunk.copy(bytes, at);
        });
        response.on('end', () => resolve({ headers: response.headers, bytes }));
      },
    );
    request.on('socket', (socket) => {
      if (tied.has(socket)) return;
      tied.add(socket);
      socket.once('close', () => exit(1));
    });
    request.on('error', () => exit(1));
    request.end(body);
  });
}

function log(level, text) {
  toStdout(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
}

for (const [method, level] of Object.entries({
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
})) {
  console[method] = (...parts) => log(level, format(...parts));
}

function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** Anything may be thrown; the answer has these three members whatever it was. */
function describe(thrown) {
  if (thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && 'message' in thrown)) {
    return {
      errorType: String(thrown.name ?? 'Error'),
      errorMessage: String(thrown.message),
      trace: String(thrown.stack ?? '').split('\n'),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

function postError(pathname, error) {
  const body = Buffer.from(JSON.stringify(error));
  // a header value carries no control characters and nothing beyond Latin-1
  const type = error.errorType.replace(/[^\x20-\x7e]/g, '?');
  return call('POST', pathname, body, { 'lambda-runtime-function-error-type': type });
}

async function loadHandler() {
  const [file, ...names] = path.basename(environment._HANDLER).split('.');
  const root = path.resolve(environment.LAMBDA_TASK_ROOT, path.dirname(environment._HANDLER), file);
  const found = ['.mjs', '.js', '.cjs'].map((ending) => root + ending).find((each) => existsSync(each));
  if (found === undefined) {
    throw named('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  }
  let loaded;
  try {
    loaded = await import(pathToFileURL(found).href);
  } catch (error) {
    if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND') {
      throw named('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    if (error instanceof SyntaxError)
      throw named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    throw error;
  }
  const pick = (from) => names.reduce((value, name) => value?.[name], from);
  const handler = pick(loaded) ?? pick(loaded.default);
  if (handler === undefined) {
    throw named('Runtime.HandlerNotFound', `${environment._HANDLER} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${environment._HANDLER} is not a function`);
  }
  if (handler.length >= 3) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'callback handlers are not supported from Node.js 24 on: return a promise',
    );
  }
  return handler;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

async function answer(handler, event, context) {
  const result = await handler(event, context);
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    text = undefined;
  }
  if (text === undefined) throw new Error('Unable to stringify response body');
  return Buffer.from(text);
}

/** The event's bytes and text are not kept while the handler runs. */
async function nextEvent() {
  const { headers, bytes } = await call('GET', '/invocation/next');
  let text = bytes.toString();
  const parse = () => {
    const event = JSON.parse(text);
    text = undefined;
    return event;
  };
  return { headers, parse };
}

/** Everything that was written before lies before these marks. */
function markEnd(of) {
  const mark = `\0end ${of}\n`;
  toStdout(mark);
  toStderr(mark);
}

let handler;
let dying = false;

/** An error that nobody caught: the invocation, or the init phase, is answered with it and the process ends. */
async function die(label, error, code) {
  if (dying) return;
  dying = true;
  const described = describe(error);
  log('ERROR', `${label}\t${JSON.stringify(described)}`);
  if (handler === undefined) await postError('/init/error', described);
  else if (requestId !== undefined) await postError(`/invocation/${requestId}/error`, described);
  exit(code);
}

process.on('uncaughtException', (error) => die('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) => {
  const error = named('Runtime.UnhandledPromiseRejection', describe(reason).errorMessage);
  if (reason?.stack) error.stack = `${error.name}: ${reason.stack}`;
  return die('Unhandled Promise Rejection', error, 128);
});

try {
  handler = await loadHandler();
} catch (error) {
  await die('Uncaught Exception', error, 1);
}

markEnd('init');

while (!dying) {
  const { headers, parse } = await nextEvent();
  requestId = headers['lambda-runtime-aws-request-id'];
  environment._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  const ended = requestId;
  let body;
  let failure;
  try {
    body = await answer(handler, parse(), contextOf(headers));
  } catch (error) {
    failure = describe(error);
    log('ERROR', `Invoke Error \t${JSON.stringify(failure)}`);
  }
  if (dying) break;
  if (failure) await postError(`/invocation/${ended}/error`, failure);
  else await call('POST', `/invocation/${ended}/response`, body);
  requestId = undefined;
  markEnd(ended);
}
