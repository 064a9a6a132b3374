/** Numbers as people read them. */
export const dollars = (amount: number): string =>
  `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

export const whole = (number: number): string => Math.round(number).toLocaleString('en-US');

/** Three figures are as many as an estimate has. */
export const about = (number: number): string =>
  number.toLocaleString('en-US', { maximumSignificantDigits: 3 });

/** Of one: as many decimals as it is given with. */
export const price = (amount: number): string =>
  `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 10 })}`;

export const percent = (share: number): string => `${about(share * 100)} %`;
