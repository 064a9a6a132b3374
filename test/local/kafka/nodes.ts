import { brokerNodes, controllerNode } from '../../../local/kafka/node-definition.ts';

export const ports = { plaintext: 21_010, iam: 21_020, controller: 21_001 };

export const nodes = (brokers: number) => [controllerNode(ports), ...brokerNodes(brokers, ports)];
