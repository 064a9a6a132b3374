/** Waits until the session is connected and knows a topic's partitions. */
import type { BatchFailure } from './batch.ts';
import type { Session } from './session.ts';

/** A topic that no broker knows for so long is a mistake in a name, not a cluster that is starting. */
const UNKNOWN_TOPIC_MS = 5_000;
const PAUSE_MS = 100;

export class TopicWait {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  ready(topic: string): boolean {
    return this.#session.ready && (this.#session.view.topic(topic)?.partitions ?? 0) > 0;
  }

  /** For each topic that did not become ready: why. Nothing was sent, so the outcome is `refused`. */
  async wait(topics: readonly string[], deadline: number): Promise<Map<string, BatchFailure>> {
    const started = Date.now();
    let failure: Error | undefined;
    for (;;) {
      try {
        await this.#session.start();
        await this.#session.view.refresh(topics);
        failure = undefined;
      } catch (error) {
        failure = error as Error;
      }
      const missing = topics.filter((topic) => !this.ready(topic));
      const now = Date.now();
      const forbidden = missing.some((topic) => this.#session.view.topic(topic)?.error === 29);
      const unknown = failure === undefined && now - started > UNKNOWN_TOPIC_MS;
      if (missing.length === 0 || forbidden || unknown || now >= deadline) {
        return new Map(missing.map((topic) => [topic, this.#problem(topic, failure)]));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #problem(topic: string, failure: Error | undefined): BatchFailure {
    if (failure) {
      return { outcome: 'refused', code: 'NO_CONNECTION', retriable: true, message: failure.message };
    }
    if (this.#session.view.topic(topic)?.error === 29) {
      const message = `this role may not describe topic '${topic}'`;
      return { outcome: 'refused', code: 'TOPIC_AUTHORIZATION_FAILED', retriable: false, message };
    }
    const message = `no broker knows topic '${topic}'`;
    return { outcome: 'refused', code: 'UNKNOWN_TOPIC_OR_PARTITION', retriable: true, message };
  }
}
