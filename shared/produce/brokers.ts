/** The brokers that the session sends to: a sound link to each, or one on the way, and how much each may be sent. */
import type { BrokerLink } from './broker-link.ts';
import type { ClusterView } from './cluster-view.ts';

const REQUESTS_IN_FLIGHT = 5;
/** A connection that takes longer may lead to a broker that no longer leads. */
const SLOW_CONNECT_MS = 300;

export interface Broker {
  readonly id: number;
  link: BrokerLink | undefined;
  openingSince: number | undefined;
  requests: number;
  /** It asked for quiet until then. */
  notBefore: number;
}

export interface BrokersEvents {
  readonly opened: () => void;
  readonly failed: (id: number, error: Error) => void;
  /** The metadata may be out of date. */
  readonly stale: () => void;
}

export class Brokers {
  readonly #view: ClusterView;
  readonly #events: BrokersEvents;
  readonly #brokers = new Map<number, Broker>();

  constructor(view: ClusterView, events: BrokersEvents) {
    this.#view = view;
    this.#events = events;
  }

  /** The broker, if it may be sent a request now. Without a sound link one is opened. */
  ready(id: number, at: number): Broker | undefined {
    let broker = this.#brokers.get(id);
    if (broker === undefined) {
      broker = { id, link: undefined, openingSince: undefined, requests: 0, notBefore: 0 };
      this.#brokers.set(id, broker);
    }
    if (broker.link?.usable) {
      return broker.requests < REQUESTS_IN_FLIGHT && at >= broker.notBefore ? broker : undefined;
    }
    broker.link = undefined;
    if (broker.openingSince === undefined) this.#open(broker, at);
    else if (at - broker.openingSince > SLOW_CONNECT_MS) this.#events.stale();
    return undefined;
  }

  #open(broker: Broker, at: number): void {
    broker.openingSince = at;
    this.#view.link(broker.id).then(
      (link) => {
        broker.openingSince = undefined;
        broker.link = link;
        this.#events.opened();
      },
      (error: Error) => {
        broker.openingSince = undefined;
        this.#events.failed(broker.id, error);
      },
    );
  }
}
