// Chooses what to pack into eight bags; the best value is the result.
importScripts('/site/heavy.js', '/npm/highs/build/highs.js');

const items = 40;
const bags = 8;

/** The plan as an LP file. */
function plan() {
  const next = heavy.random(21);
  const whole = (from, to) => Math.floor(from + next() * (to - from));
  const names = Array.from({ length: items }, (_, item) => `x${item}`);
  const sum = (from, to) => names.map((name) => `${whole(from, to)} ${name}`).join(' + ');
  const goal = sum(10, 60);
  const limit = (_, bag) => ` c${bag}: ${sum(5, 40)} <= ${whole(250, 300)}`;
  const limits = Array.from({ length: bags }, limit);
  const parts = ['Maximize', ` obj: ${goal}`, 'Subject To', ...limits, 'Binary', names.join(' ')];
  return [...parts, 'End'].join('\n');
}

heavy.serve(async () => {
  const solver = await Module({ locateFile: (name) => `/npm/highs/build/${name}` });
  const problem = plan();
  return () => {
    const { Status, ObjectiveValue } = solver.solve(problem, {});
    return `${Status} ${Math.round(ObjectiveValue)}`;
  };
});
