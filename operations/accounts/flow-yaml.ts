import { Document, isMap, isScalar, isSeq, visit } from 'yaml';

/** A value as YAML on one line, fit to stand in a flow collection. Account ids keep their quotes: `'000000000012'`. */
export function renderFlow(value: unknown, { singleQuote = true } = {}): string {
  const document = new Document([value], {
    schema: 'core',
    // Older readers take `yes` for true.
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Collection: (_key, node) => {
      if (isMap(node) || isSeq(node)) node.flow = true;
    },
    Scalar: (key, node) => {
      if (key === 'value' && isScalar(node) && typeof node.value === 'string' && /^\d/.test(node.value))
        node.type = singleQuote ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE';
      // Only there is a line end written as \n.
      if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n'))
        node.type = 'QUOTE_DOUBLE';
    },
  });
  return document
    .toString({ lineWidth: 0, singleQuote, doubleQuotedMinMultiLineLength: Infinity })
    .trimEnd()
    .replace(/^\[ (.*) \]$/s, '$1');
}
