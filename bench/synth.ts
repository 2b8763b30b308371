/** Loads, checks, models and synthesizes the environment `bench` of a config folder; prints what it took as JSON. */
import { loadEnvironment } from '../model/load.js';
import { renderProblems } from '../model/problem.js';
import { synthesize } from '../operations/synthesize.js';

const { environment, problems } = loadEnvironment(process.argv[2] ?? 'config', 'bench', {
  today: new Date(),
});
if (environment === undefined) throw new Error(renderProblems(problems));
synthesize(environment);
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    grants: environment.access.grants.length,
    // Since the process began: start-up and the loading of modules count.
    seconds: performance.now() / 1000,
    megabytes: maxRSS / 1024,
  }),
);
