// Moves particles apart until they rest: the same steps for everybody. It goes over the unit again until its time is over.
const steps = 20;

onmessage = ({ data: { places, forMs } }) => {
  const until = performance.now() + forMs;
  let result;
  do result = fold(Float64Array.from(places));
  while (performance.now() < until);
  postMessage({ folded: [...result].map((place) => Number(place.toFixed(6))) });
};

function fold(places) {
  for (let step = 0; step < steps; step += 1) {
    for (let one = 0; one < places.length; one += 3) {
      for (let other = one + 3; other < places.length; other += 3) push(places, one, other);
    }
  }
  return places;
}

function push(places, one, other) {
  let square = 1e-3;
  for (let axis = 0; axis < 3; axis += 1)
    square += (places[one + axis] - places[other + axis]) ** 2;
  for (let axis = 0; axis < 3; axis += 1) {
    const force = (1e-6 * (places[one + axis] - places[other + axis])) / square;
    places[one + axis] += force;
    places[other + axis] -= force;
  }
}
