// Counts primes below a bound, over and over until its time is over, and says how far it is.
const bound = 200_000;

onmessage = async ({ data: forMs }) => {
  const startedAt = performance.now();
  let count;
  for (let spentMs = 0; spentMs < forMs; spentMs = performance.now() - startedAt) {
    count = primes();
    postMessage({ percent: Math.round((100 * spentMs) / forMs) });
    await new Promise((resolve) => setTimeout(resolve));
  }
  postMessage({ count });
};

function primes() {
  let count = 0;
  for (let number = 2; number < bound; number += 1) if (isPrime(number)) count += 1;
  return count;
}

function isPrime(number) {
  for (let by = 2; by * by <= number; by += 1) if (number % by === 0) return false;
  return true;
}
