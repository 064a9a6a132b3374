/**
 * CDK's AwsCustomResource: one SDK call at deploy time. The one that is answered here asks for the brokers' addresses,
 * which no attribute of the cluster gives.
 */
import { asText, get, isList, type Json, type JsonObject, show } from '../json.ts';
import { type Place, refuse } from '../place.ts';
import { because, type ResourceType, textOf } from './resource-type.ts';

const ADDRESSES = 'BootstrapBrokerStringSaslIam';
/** As CDK takes them: names of the old SDK and of the new one. */
const SERVICES = ['kafka', '@aws-sdk/client-kafka'];
const ACTIONS = ['getbootstrapbrokers', 'getbootstrapbrokerscommand'];

export const CUSTOM_AWS: ResourceType = {
  reads: ['Create', 'ServiceToken'],
  idle: because({
    'nothing is ever updated or deleted here': 'Update Delete',
    'the SDK is not called here': 'InstallLatestAwsSdk',
  }),
  identify({ properties, place, bootstrapBrokers }) {
    const call = callOf(properties, place);
    const outputs = get(call, 'outputPaths');
    if (isList(outputs) && !outputs.includes(ADDRESSES)) {
      refuse(place, `its outputPaths are ${show(outputs)}; only ${ADDRESSES} is answered here`);
    }
    return {
      ref: get(get(call, 'physicalResourceId'), 'id') ?? ADDRESSES,
      attributes: { [ADDRESSES]: bootstrapBrokers },
    };
  },
};

/** The ARN of the cluster that is asked. */
export const askedCluster = (properties: JsonObject, place: Place): Json | undefined =>
  get(get(callOf(properties, place), 'parameters'), 'ClusterArn');

function callOf(properties: JsonObject, place: Place): Json {
  const text = textOf(properties, 'Create') ?? refuse(place, 'its Create is not the text of a call');
  let call: Json;
  try {
    call = JSON.parse(text) as Json;
  } catch {
    return refuse(place, `its Create is not JSON: ${show(text)}`);
  }
  const [service, action] = ['service', 'action'].map((key) => asText(get(call, key))?.toLowerCase() ?? '');
  if (SERVICES.includes(service ?? '') && ACTIONS.includes(action ?? '')) return call;
  const named = `${show(get(call, 'service'))} ${show(get(call, 'action'))}`;
  return refuse(place, `the SDK call ${named} is not implemented here; only Kafka getBootstrapBrokers is`);
}
