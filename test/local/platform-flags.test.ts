import { describe, expect, it } from 'vitest';
import { platformFlags } from '../../local/platform-flags.ts';

describe('the command line of the platform', () => {
  it('is read into options', () => {
    const { platform, switches } = platformFlags(
      [
        '--fresh',
        '--port',
        '20000',
        '--stage',
        'prod',
        '--ignore',
        'AWS::X::Y',
        '--ignore',
        'AWS::Z::A',
        '--once',
      ],
      ['once', 'replay'],
    );
    expect(platform).toEqual({
      fresh: true,
      single: false,
      portBase: 20000,
      stage: 'prod',
      ignore: ['AWS::X::Y', 'AWS::Z::A'],
    });
    expect([...switches]).toEqual(['once']);
  });

  it.each([
    [['--frehs'], "Unknown option '--frehs'"],
    [['--once'], "Unknown option '--once'"],
    [['--port'], 'argument missing'],
    [['once'], "Unexpected argument 'once'"],
    [['--fresh=yes'], 'does not take an argument'],
  ])('refuses %j by name and lists what is known', (argv, message) => {
    expect(() => platformFlags(argv)).toThrow(message);
    expect(() => platformFlags(argv)).toThrow('--fresh --single');
  });
});
