// The one clipboard of the browser, which journeys that run at the same time share.
let free = Promise.resolve();

/** Pastes a text over a field, as one does with a whole document: whoever pastes waits for who pasted before. */
export function paste(person, name, text) {
  const pasted = free.then(() => copyAndPaste(person, name, text));
  free = pasted.catch(() => {});
  return pasted;
}

async function copyAndPaste(person, name, text) {
  const source = await person.context.newPage();
  await source.setContent("<textarea></textarea>");
  await source.locator("textarea").evaluate((area, text) => ((area.value = text), area.select()), text);
  await source.locator("textarea").press("Control+C");
  await source.close();
  await person.page.bringToFront();
  await person.field(name).press("Control+V");
  const pasted = await person.field(name).inputValue();
  if (!pasted.endsWith(text.slice(-50))) throw new Error(`« ${name} » holds ${pasted.length} characters`);
}
