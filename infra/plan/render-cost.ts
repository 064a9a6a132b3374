/** The bill as text. */
import type { Cost } from './cost.ts';
import type { CostLine } from './cost-line.ts';
import { dollars } from './figures.ts';
import type { Plan } from './plan.ts';
import { HOURS } from './prices.ts';
import { table } from './table.ts';

export function renderCost({ cost, prices, underLoad, cluster }: Plan): string[] {
  const { monthly, pollers } = cost;
  const endpointsHint =
    cluster.profile === 'existing'
      ? "the VPC owner's endpoints for Lambda and STS"
      : `${dollars(pollers.onDemand.monthly)} for endpoints`;
  return [
    '',
    underLoad === undefined
      ? `Cost of a month (${HOURS} h), nothing arriving`
      : `Cost of a month (${HOURS} h) under this load`,
    ...bill(underLoad?.cost ?? cost),
    ...(underLoad === undefined ? [] : [`  nothing arriving: ${dollars(monthly)}`]),
    ...beside(underLoad?.cost ?? cost),
    `  Pollers otherwise: each mapping alone ${dollars((underLoad?.cost ?? cost).pollers.alone.monthly)} ` +
      `(${(underLoad?.cost ?? cost).pollers.alone.units} units); all on demand ${endpointsHint}, and less is promised`,
    `  List prices of ${prices.region}, looked up ${prices.lookedUp}; where each is from: --prices`,
  ];
}

const bill = ({ lines, monthly }: Cost): string[] => [
  table(
    ['part', 'a month', 'certainty', 'what'],
    [...lines.map(row), ['total', dollars(monthly), '', '']],
    ['a month'],
  ),
];

const beside = ({ beside: lines }: Cost): string[] =>
  lines.map(({ part, monthly, basis }) => `  Not in it: ${part} ${dollars(monthly)}, ${basis}`);

const row = ({ part, monthly, basis, certainty }: CostLine): string[] => [
  part,
  dollars(monthly),
  monthly === 0 ? '' : certainty,
  basis,
];
