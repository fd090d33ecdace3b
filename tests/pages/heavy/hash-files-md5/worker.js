// MD5 of eight megabytes in chunks; it is the result.
importScripts('/site/heavy.js', '/npm/spark-md5/spark-md5.min.js');

const chunk = heavy.bytes(1024 * 1024, 13).buffer;

heavy.serve(() => () => {
  const hasher = new SparkMD5.ArrayBuffer();
  for (let at = 0; at < 8; at += 1) hasher.append(chunk);
  return hasher.end();
});
