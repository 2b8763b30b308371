import { requireS3 } from '../../../operations/bootstrap/require-s3.js';
import type { ProblemsError } from '../../../operations/problems-error.js';
import { renderProblems } from '../../../model/problem.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';

test('storage of another backend isn’t made, and the page that says how is named', () => {
  const refusal = () => {
    try {
      return requireS3(loadConfig(smallConfig()));
    } catch (error) {
      return renderProblems((error as ProblemsError).problems);
    }
  };
  expect(refusal()).toMatch(
    /test\.yaml:2 state: bootstrap makes the storage of `s3` alone, and this is `http`\.\n {2}docs\/state\.md says how the storage of the others is made\./,
  );
});
