// Host names as exceptions know them. Pure.

/** Of a socket the port is part of what was seen, and no part of a name; colons of IPv6 stay. */
export function withoutPort(host: string): string {
  return host.replace(/(?<=^[^:]+|\]):\d+$/, '');
}
