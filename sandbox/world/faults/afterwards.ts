/** Has the call carried out. Whatever the cloud says to it, the caller hears `error`. */
export function afterwards(proceed: () => unknown, error: Error): unknown {
  let answer: unknown;
  try {
    answer = proceed();
  } catch {
    throw error;
  }
  if (!(answer instanceof Promise)) throw error;
  return answer.then(
    () => Promise.reject(error),
    () => Promise.reject(error),
  );
}
