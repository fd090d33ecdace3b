// The Authorization header of sinks that have no words of their own for it.
import type { Attempt, Format } from '../format.ts';

/** Nothing where there is no token. */
function authorization({ secret, scheme }: Attempt): Record<string, string> {
  const token = secret?.token ?? '';
  if (token === '') return {};
  switch (scheme) {
    case 'bearer':
      return { authorization: `Bearer ${token}` };
    case 'basic':
      // Tokens are printable ASCII (core/policy/sink.ts).
      return { authorization: `Basic ${btoa(token)}` };
    case 'api-key':
      return { authorization: `ApiKey ${token}` };
  }
}

/** For formats whose requests carry no other header. */
export const authorized: Format['headers'] = (_batch, _encoded, attempt) =>
  Promise.resolve(authorization(attempt));
