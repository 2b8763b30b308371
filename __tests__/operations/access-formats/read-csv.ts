/** RFC 4180, read strictly. @throws Error where the text isn't that. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [field = '', quoted, plain] =
      /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r\n)/y.exec(text.slice(at)) ?? fail(at);
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    at += field.length;
    if (text[at] === ',') {
      at += 1;
    } else {
      at += 2;
      records.push(record);
      record = [];
    }
  }
  return records;
}

function fail(at: number): never {
  throw new Error(`No field at ${at}.`);
}
