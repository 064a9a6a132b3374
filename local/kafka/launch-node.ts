/** The JVM of a node: C1 and a small serial heap, since four of them start at once beside everything else. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClassData } from '../java/class-data.ts';
import { type Jvm, startJvm } from '../java/jvm-process.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { propertiesFile, recordPid } from './leftover-nodes.ts';
import type { NodeDefinition } from './node-definition.ts';
import type { PreparedNodes } from './prepare-nodes.ts';

export const COLLECTOR = '-XX:+UseSerialGC';

/** C2 would cost more CPU than the whole start takes; 128 MB carried 250 MB of records in and out. */
const FLAGS = [
  '-Xms64m',
  '-Xmx128m',
  COLLECTOR,
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Xss512k',
  '-XX:MaxDirectMemorySize=128m',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  '-Dlog4j2.disableJmx=true',
];

const LOG4J = `status=error
appender.c.type=Console
appender.c.name=C
appender.c.layout.type=PatternLayout
appender.c.layout.pattern=%d{HH:mm:ss.SSS} %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.c.ref=C
`;

export function launchNode(
  node: NodeDefinition,
  { classPath, runDir, logDir }: PreparedNodes,
  { tools, track }: KafkaOptions,
  classes: ClassData,
): Jvm {
  const name = `${node.role}-${node.id}`;
  const logging = path.join(runDir, 'log4j2.properties');
  writeFileSync(logging, LOG4J);
  const jvm = startJvm({
    java: tools.java,
    flags: [...FLAGS, ...classes.flags(name), `-Dlog4j2.configurationFile=file:${logging}`],
    classPath,
    command: ['kafka.Kafka', propertiesFile(runDir, node)],
    logFile: path.join(logDir, `${name}.log`),
    cwd: runDir,
    ...(track && { track }),
  });
  recordPid(runDir, node, jvm.pid);
  return jvm;
}
