/** What the process ends with; part of the contract with scripts. */
export const ExitCode = {
  Fine: 0,
  UserProblem: 1,
  ChangesPresent: 2,
  OutsideFailed: 3,
  OurBug: 70,
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export const EXIT_CODES_HELP = `
Exit codes:
  0    fine
  1    a problem of yours: the config, the command line, what is installed
  2    the plan has changes, or the clouds differ (only with --exit-code of plan and drift)
  3    Terraform or a cloud refused or failed
  70   a bug of this program
  130  interrupted`;
