/** A failure of something outside this program, such as Terraform or a cloud. */
export class OutsideError extends Error {
  /**
   * @param message What happened, in config words where they are known.
   * @param command The command that was run, for the reader to repeat.
   * @param output What it said, whole.
   */
  constructor(
    message: string,
    readonly command: string,
    readonly output: string,
  ) {
    super(message);
  }
}
