/** config -> access model -> one stack per environment -> synth: what `npx cdktf` runs. */
import { App } from 'cdktf';
import { loadEnvironments } from './model/load.js';
import { renderProblems } from './model/problem.js';
import { FederationStack } from './stacks/federation-stack.js';

const { environments, problems } = loadEnvironments('config', { today: new Date() });
if (problems.length > 0) process.stderr.write(`${renderProblems(problems)}\n`);
if (problems.some(({ severity }) => severity === 'error')) {
  process.exitCode = 1;
} else {
  const app = new App();
  for (const environment of environments) new FederationStack(app, environment);
  app.synth();
}
