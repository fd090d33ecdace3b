// Tells the addresses that a page's Trusted Types policy has approved. They must be handed on as they are.
/** A TrustedScriptURL must stay what it is: a policy of the page may demand it. */
export function isTrusted(address: unknown): boolean {
  return isScriptUrl?.(address) ?? false;
}
const { trustedTypes } = globalThis as {
  trustedTypes?: { isScriptURL(value: unknown): boolean };
};
const isScriptUrl = trustedTypes && trustedTypes.isScriptURL.bind(trustedTypes);
