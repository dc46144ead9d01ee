/** The search form as a query: empty fields are left out, a radius without a place and an order of what has words too. */
export function formQuery(form: HTMLFormElement): URLSearchParams {
  return withPlace(form, tidy(new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]))))
}

// Another place takes the place of the part of the map that was searched in: the two together would mostly be nowhere.
function withPlace(form: HTMLFormElement, query: URLSearchParams): URLSearchParams {
  const near = form.querySelector<HTMLInputElement>('#near')
  if (near && query.has('near') && isTyped(near)) query.delete('box')
  return query
}

/** An address with what the form's fields say by now. */
export function withForm(address: string, form: HTMLFormElement): string {
  const url = new URL(address, location.href)
  const fields = new Map([...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[id], select[id]')].map(field => [field.name, field.value.trim()]))
  const query = withPlace(form, tidy(new URLSearchParams([...fields, ...[...url.searchParams].filter(([name]) => !fields.has(name))]))).toString()
  return url.pathname + (query && `?${query}`)
}

export function tidy(query: URLSearchParams): URLSearchParams {
  const given = new URLSearchParams([...query].filter(([, value]) => value))
  if (!given.has('near')) given.delete('km')
  if (given.has('q')) given.delete('sort')
  return given
}

/** Whether two addresses ask for the same, however they are written. */
export function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map(address => {
    const query = tidy(new URL(address, globalThis.location?.href).searchParams)
    query.sort()
    return query.toString()
  })
  return first === second
}

/** Whether a field says something else than the page it came with. */
export const isTyped = (field: HTMLInputElement): boolean => field.value.trim() !== field.defaultValue
