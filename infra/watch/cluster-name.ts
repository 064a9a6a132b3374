import type { ClusterSettings } from '../stage/cluster-settings.ts';

/** As its metrics have it. */
export const clusterNameOf = (cluster: ClusterSettings): string =>
  cluster.profile === 'existing' ? (cluster.clusterArn.split('/')[1] ?? '') : cluster.clusterName;
