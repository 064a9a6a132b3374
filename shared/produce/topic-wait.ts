/**
 * Waits until the session is connected and knows a topic's partitions. Those who wait for one topic go on in the order
 * in which they came. Whatever keeps them waiting is about the cluster, the role or the moment and never about a record:
 * every refusal is retriable.
 */
import type { BatchFailure } from './batch.ts';
import type { Call } from './call.ts';
import { now } from './clock.ts';
import type { Session } from './session.ts';

/** A topic that no broker knows for so long is a mistake in a name, not a cluster that is starting. */
const UNKNOWN_TOPIC_MS = 5_000;
const PAUSE_MS = 100;
const NOT_AUTHORIZED = 29;

interface Waiting {
  readonly topic: string;
  readonly since: number;
  readonly end: (problem?: BatchFailure) => void;
}

export class TopicWait {
  readonly #session: Session;
  #waiting: Waiting[] = [];
  #trying = false;
  /** Not `retriable`: waiting would not help. */
  #failure: (Error & { readonly code?: string; readonly retriable?: boolean }) | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  ready(topic: string): boolean {
    return this.#session.ready && (this.#session.view.topic(topic)?.partitions ?? 0) > 0;
  }

  /** Undefined, or why the topic did not become ready by the call's deadline. Undefined too when the call has ended. */
  wait(topic: string, call: Pick<Call, 'deadline' | 'onEnd'>): Promise<BatchFailure | undefined> {
    return new Promise((resolve) => {
      const late = () => waiting.end(this.#problem(topic));
      const timer = setTimeout(late, Math.max(0, call.deadline - now()));
      const forget = call.onEnd(() => waiting.end());
      const waiting: Waiting = {
        topic,
        since: now(),
        end: (problem) => {
          clearTimeout(timer);
          forget();
          this.#waiting = this.#waiting.filter((each) => each !== waiting);
          resolve(problem);
        },
      };
      this.#waiting.push(waiting);
      if (!this.#trying) void this.#try();
    });
  }

  async #try(): Promise<void> {
    this.#trying = true;
    while (this.#waiting.length > 0) {
      try {
        await this.#session.start();
        await this.#session.view.refresh([...new Set(this.#waiting.map(({ topic }) => topic))]);
        this.#failure = undefined;
      } catch (error) {
        this.#failure = error as Error;
      }
      for (const waiting of this.#waiting) this.#look(waiting);
      if (this.#waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.#trying = false;
  }

  #look({ topic, since, end }: Waiting): void {
    if (this.ready(topic)) {
      end();
      return;
    }
    const unknown = this.#failure === undefined && now() - since > UNKNOWN_TOPIC_MS;
    if (unknown || this.#failure?.retriable === false || this.#forbidden(topic)) end(this.#problem(topic));
  }

  #forbidden(topic: string): boolean {
    return this.#session.view.topic(topic)?.error === NOT_AUTHORIZED;
  }

  #problem(topic: string): BatchFailure {
    if (this.#failure) {
      const { code = 'NO_CONNECTION', retriable = true, message } = this.#failure;
      return refused(retriable ? 'NO_CONNECTION' : code, message);
    }
    if (!this.#session.ready) return refused('NO_CONNECTION', 'no broker answered yet');
    if (this.#forbidden(topic)) {
      return refused('TOPIC_AUTHORIZATION_FAILED', `this role may not describe topic '${topic}'`);
    }
    return refused('UNKNOWN_TOPIC_OR_PARTITION', `no broker knows topic '${topic}'`);
  }
}

const refused = (code: string, message: string): BatchFailure => ({
  outcome: 'refused',
  code,
  retriable: true,
  message,
});
