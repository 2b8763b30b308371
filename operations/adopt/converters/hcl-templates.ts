/** Terraform's string templates. */

export type Part = { readonly literal: string } | { readonly expression: string };

/** Literal texts and `${…}`, in turn; undefined for what has `%{…}`, or no end. `$${` and `%%{` stand for themselves. */
export function splitTemplate(template: string): Part[] | undefined {
  const parts: Part[] = [];
  let literal = '';
  for (let at = 0; at < template.length; at++) {
    const here = template.slice(at, at + 3);
    if (here === '$${' || here === '%%{') {
      literal += here.slice(1);
      at += 2;
    } else if (here.startsWith('%{')) {
      return undefined;
    } else if (here.startsWith('${')) {
      const end = endOfExpression(template, at + 2);
      if (end === undefined) return undefined;
      if (literal !== '') parts.push({ literal });
      parts.push({ expression: template.slice(at + 2, end).trim() });
      literal = '';
      at = end;
    } else {
      literal += template.charAt(at);
    }
  }
  return literal === '' && parts.length > 0 ? parts : [...parts, { literal }];
}

/** Where its closing brace is. Braces within quotes are counted too: they come in pairs, but in texts nobody writes. */
function endOfExpression(template: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < template.length; at++) {
    if (template[at] === '{') depth++;
    else if (template[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}
