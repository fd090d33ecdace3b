// Test aid: the element at an index that must exist.

/** Element `index` of `list`; throws when there is none. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at index ${index} of ${list.length}`);
  return found;
}
