/**
 * CloudFormation's functions, each with the arity and the kinds that CloudFormation wants: what a deployment would
 * refuse, or could not mean, is refused at its place.
 */
import type { Json } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';
import { cidrBlocks } from './cidr.ts';
import { argumentsOf, integer, list, literal, splitOnce, text } from './kinds.ts';
import type { Evaluation, Value } from './scope.ts';
import { substitute } from './substitute.ts';

type Intrinsic = (given: Json, place: Place, evaluation: Evaluation) => Value;

/** Zones that every region has; a template that selects a fourth one works in some regions only. */
const ZONES = ['a', 'b', 'c'];

export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (given, place, { scope }) => scope.ref(literal(given, place), place)],
  [
    'Fn::GetAtt',
    (given, place, { scope, value }) => {
      const [logicalId, name] =
        typeof given === 'string' ? splitOnce(given, place) : argumentsOf(given, place, 2, 2);
      const attribute = value(name ?? null, below(place, 1));
      return scope.attribute(literal(logicalId, place), text(attribute, below(place, 1)), place);
    },
  ],
  [
    'Fn::Join',
    (given, place, { value }) => {
      const [delimiter, parts] = argumentsOf(given, place, 2, 2);
      const separator = literal(delimiter, below(place, 0));
      return list(value(parts ?? null, below(place, 1)), below(place, 1))
        .map((each, index) => text(each, below(below(place, 1), index)))
        .join(separator);
    },
  ],
  [
    'Fn::Select',
    (given, place, { value }) => {
      const [which, from] = argumentsOf(given, place, 2, 2);
      const index = integer(value(which ?? null, below(place, 0)), below(place, 0));
      const choice = list(value(from ?? null, below(place, 1)), below(place, 1));
      return choice[index] ?? refuse(place, `there is no element ${index} in a list of ${choice.length}`);
    },
  ],
  [
    'Fn::Split',
    (given, place, { value }) => {
      const [delimiter, from] = argumentsOf(given, place, 2, 2);
      const separator = literal(delimiter, below(place, 0));
      if (separator === '') refuse(below(place, 0), 'the delimiter is empty');
      return text(value(from ?? null, below(place, 1)), below(place, 1)).split(separator);
    },
  ],
  ['Fn::Sub', substitute],
  [
    'Fn::Base64',
    (given, place, { value }) => Buffer.from(text(value(given, place), place)).toString('base64'),
  ],
  [
    'Fn::GetAZs',
    (given, place, { scope, value }) => {
      const region = text(value(given, place), place);
      return ZONES.map((zone) => `${region === '' ? scope.region : region}${zone}`);
    },
  ],
  [
    'Fn::If',
    (given, place, { scope, value }) => {
      const [condition, then, otherwise] = argumentsOf(given, place, 3, 3);
      const branch = scope.condition(literal(condition, below(place, 0)), below(place, 0)) ? 1 : 2;
      return value((branch === 1 ? then : otherwise) ?? null, below(place, branch));
    },
  ],
  [
    'Fn::FindInMap',
    (given, place, { scope, value }) => {
      const keys = argumentsOf(given, place, 3, 3);
      return scope.mapping(
        keys.map((key, index) => text(value(key, below(place, index)), below(place, index))),
        place,
      );
    },
  ],
  [
    'Fn::ImportValue',
    (given, place, { scope, value }) => scope.imported(text(value(given, place), place), place),
  ],
  [
    'Fn::Cidr',
    (given, place, { value }) => {
      const [block, count, bits] = argumentsOf(given, place, 2, 3).map((each, index) =>
        value(each, below(place, index)),
      );
      return cidrBlocks(
        text(block, below(place, 0)),
        integer(count, below(place, 1)),
        bits === undefined ? 8 : integer(bits, below(place, 2)),
        place,
      );
    },
  ],
]);
