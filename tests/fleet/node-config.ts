// Configuration of a node of ClickHouse 18.16 for tests: all in its own folder, on the loopback, with little memory.

export interface Ports {
  readonly http: number;
  readonly tcp: number;
  readonly interserver: number;
}

export interface NodeSetup {
  readonly home: string;
  readonly index: number;
  /** Of all nodes. */
  readonly ports: readonly Ports[];
  readonly zookeeperPort?: number;
}

/** Settings that deploy/fleet/clickhouse/users.xml gives browsers, by the names that 18.16 has for them. */
export const USERS = `<yandex>
  <profiles><default>
    <enable_http_compression>1</enable_http_compression>
    <insert_distributed_sync>1</insert_distributed_sync>
    <max_memory_usage>4000000000</max_memory_usage>
  </default></profiles>
  <users><default>
    <password></password><profile>default</profile><quota>default</quota>
    <networks><ip>127.0.0.1</ip></networks>
  </default></users>
  <quotas><default></default></quotas>
</yandex>
`;

export function nodeConfig({ home, index, ports, zookeeperPort }: NodeSetup): string {
  const own = ports[index];
  if (!own) throw new Error(`no ports for node ${index}`);
  const isReplica = zookeeperPort !== undefined;
  return `<yandex>
  <logger><level>warning</level><log>${home}/server.log</log><errorlog>${home}/error.log</errorlog></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${own.http}</http_port><tcp_port>${own.tcp}</tcp_port>
  <interserver_http_port>${own.interserver}</interserver_http_port>
  <interserver_http_host>127.0.0.1</interserver_http_host>
  <path>${home}/data/</path><tmp_path>${home}/tmp/</tmp_path>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>268435456</mark_cache_size>
  <remote_servers><assay>${clusterOf(ports, isReplica)}</assay></remote_servers>
  <macros><shard>${isReplica ? 1 : index + 1}</shard><replica>node-${index}</replica></macros>
  ${isReplica ? keeperOf(zookeeperPort) : ''}
</yandex>
`;
}

/** A node that was killed is not its own heir before its session ends. */
function keeperOf(port: number): string {
  const node = `<node><host>127.0.0.1</host><port>${port}</port></node>`;
  return `<zookeeper>${node}<session_timeout_ms>4000</session_timeout_ms></zookeeper>`;
}

function clusterOf(ports: readonly Ports[], isReplica: boolean): string {
  const replicas = ports.map(
    ({ tcp }) => `<replica><host>127.0.0.1</host><port>${tcp}</port></replica>`,
  );
  const one = `<internal_replication>true</internal_replication>`;
  if (isReplica) return `<shard>${one}${replicas.join('')}</shard>`;
  return replicas.map((replica) => `<shard>${one}${replica}</shard>`).join('');
}
