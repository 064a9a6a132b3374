/**
 * CDK's AwsCustomResource: one SDK call at deploy time. The one that is answered here asks for the brokers' addresses,
 * which no attribute of the cluster gives.
 */
import { get, isList, type Json, type JsonObject, show } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';
import { because, type ResourceType, textOf } from './resource-type.ts';

const ADDRESSES = 'BootstrapBrokerStringSaslIam';

export const CUSTOM_AWS: ResourceType = {
  reads: ['Create', 'Update', 'ServiceToken'],
  idle: because({
    'nothing is ever updated or deleted here': 'Delete',
    'the SDK is not called here': 'InstallLatestAwsSdk',
  }),
  identify({ properties, place, bootstrapBrokers }) {
    // CDK writes the call of a creation into Create, or into Update alone if both are the same
    const key = Object.hasOwn(properties, 'Create') ? 'Create' : 'Update';
    const at = below(`${place}, Properties`, key);
    const call = callOf(properties, key, at);
    const outputs = get(call, 'outputPaths');
    if (isList(outputs) && !outputs.includes(ADDRESSES)) {
      refuse(at, `outputPaths are ${show(outputs)}; only ${ADDRESSES} is answered here`);
    }
    return {
      ref: get(get(call, 'physicalResourceId'), 'id') ?? ADDRESSES,
      attributes: { [ADDRESSES]: bootstrapBrokers },
    };
  },
};

/** The ARN of the cluster that is asked. */
export const askedCluster = (properties: JsonObject, place: Place): Json | undefined =>
  get(
    get(callOf(properties, Object.hasOwn(properties, 'Create') ? 'Create' : 'Update', place), 'parameters'),
    'ClusterArn',
  );

function callOf(properties: JsonObject, key: string, place: Place): Json {
  const text =
    textOf(properties, key) ?? refuse(place, `the text of a call is due; given: ${show(properties[key])}`);
  let call: Json;
  try {
    call = JSON.parse(text) as Json;
  } catch {
    return refuse(place, `it is not JSON: ${show(text)}`);
  }
  const [service, action] = [get(call, 'service'), get(call, 'action')];
  const named = `${show(service)} ${show(action)}`;
  if (
    !/'(Kafka|@aws-sdk\/client-kafka)' '(getBootstrapBrokers|GetBootstrapBrokers(Command)?)'/i.test(named)
  ) {
    refuse(place, `the SDK call ${named} is not implemented here; only Kafka getBootstrapBrokers is`);
  }
  return call;
}
