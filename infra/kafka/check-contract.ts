/**
 * What Glue takes of a schema, and a stack can register from nothing: versions are registered one after another, each
 * in the mode of the schema. A definition that the schema has already is no new version.
 */
import { MODES } from '../../compatibility/modes.ts';
import { checker } from '../../shared/declare/check.ts';
import { type Contract, schemaName } from '../../shared/schema/contract.ts';

const NAME = /^[a-zA-Z0-9._-]{1,255}$/;
const LONGEST_DEFINITION = 170_000;
/** Their ids in one parameter of SSM, which has 4 KB. */
const MOST_VERSIONS = 100;

export function checkContract(contract: Contract): void {
  const { dataFormat, compatibility, definitions } = contract;
  const name = schemaName(contract);
  const check = checker(`schema '${name}'`);
  if (!NAME.test(name)) check.refuse('its name', name, '1 to 255 of [a-zA-Z0-9._-]');
  check.oneOf('dataFormat', dataFormat, ['AVRO', 'PROTOBUF', 'JSON']);
  check.oneOf('compatibility', compatibility, MODES);
  check.integer('the number of versions', definitions.length, 1, MOST_VERSIONS);
  if (compatibility === 'DISABLED' && definitions.length > 1) {
    check.refuse(
      'the number of versions',
      definitions.length,
      '1 with compatibility DISABLED (Glue takes no other, so the stack could not be deployed anew)',
    );
  }
  definitions.forEach((definition, index) => {
    const version = `version ${index + 1}`;
    check.integer(`the length of ${version} in characters`, definition.length, 1, LONGEST_DEFINITION);
    const earlier = definitions.indexOf(definition);
    if (earlier < index) {
      check.refuse(version, `the definition of version ${earlier + 1}`, 'one that no earlier version has');
    }
  });
}
