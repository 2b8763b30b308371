/** Every item of a list operation, page after page. */
export async function allPages<Page extends { readonly NextToken?: string }, Item>(
  ask: (NextToken: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token);
    items.push(...itemsOf(page));
    token = page.NextToken;
  } while (token !== undefined);
  return items;
}
