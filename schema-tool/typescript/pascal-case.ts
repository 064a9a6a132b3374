/** `orders.events.v1` and `order lines` as types are named: `OrdersEventsV1`, `OrderLines`. What begins with a digit gets a `_`. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
    .join('')
    .replace(/^(?=[0-9])/, '_');
