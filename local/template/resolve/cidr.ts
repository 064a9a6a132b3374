/** Fn::Cidr for IPv4: `count` blocks of 2^bits addresses each, from the beginning of a block. */
import { isIPv4 } from 'node:net';
import { type Place, refuse } from '../place.ts';

export function cidrBlocks(block: string, count: number, bits: number, place: Place): readonly string[] {
  const [address = '', prefix = ''] = block.split('/');
  if (!isIPv4(address) || !/^\d{1,2}$/.test(prefix) || Number(prefix) > 32) {
    refuse(place, `an IPv4 block such as 10.0.0.0/16 is due; given: '${block}'`);
  }
  const room = 32 - Number(prefix);
  if (count < 1 || count > 256 || bits < 1 || bits > room || count > 2 ** (room - bits)) {
    refuse(place, `${count} blocks of ${bits} bits do not fit into ${block} (1 to 256 blocks)`);
  }
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const start = number - (number % 2 ** room);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * 2 ** bits;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.')}/${32 - bits}`;
  });
}
