/** No answer came. Whether the call was carried out, the caller can't know. */
export class ConnectionError extends Error {
  /** @param how The connection was reset, or nothing came in time. */
  constructor(readonly how: 'reset' | 'timeout') {
    super(how === 'reset' ? 'connection reset by peer' : 'timeout awaiting response headers');
    this.name = 'ConnectionError';
  }
}
