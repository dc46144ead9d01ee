// The search page without reloading it: the same address is fetched, its parts ([data-part]) take the place of the old ones.
import { formQuery, isSame, isTyped, withForm } from './form'
import { released } from './press'

const narrow = window.matchMedia('(max-width: 47.99rem)')
const patience = 400 // milliseconds until the page says that it waits
let running: { readonly address: string, readonly stop: AbortController } | undefined
let here = location.search

export function start(page: HTMLElement): void {
  const form = page.querySelector<HTMLFormElement>('form.search')
  page.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !isHere(link.href)) return
    event.preventDefault()
    // What is typed or chosen and not yet searched for comes along with a filter: its address is older.
    void goTo(form && link.dataset.key ? withForm(link.href, form) : link.href)
  })
  form?.addEventListener('submit', event => {
    event.preventDefault()
    void goTo(addressOf(form)).then(toResults)
  })
  page.addEventListener('change', event => {
    // Words are searched for with Enter or the button; a choice at once. The order stands outside of the form and belongs to it.
    if (form && event.target instanceof HTMLElement && event.target.closest('form, [form]') && event.target.id !== 'q') void goTo(addressOf(form))
  })
  // Jumps inside the page are moves through the history too, but bring nothing new.
  window.addEventListener('popstate', () => {
    if (location.search === here) return
    here = location.search
    void show(location.href)
  })
}

/** Shows an address: in place when it is this search page with other parameters, else by going there. The address that is shown already is no step. */
export async function goTo(address: string): Promise<void> {
  if (!document.querySelector('[data-live]') || !isHere(address)) return location.assign(address)
  if (running && isSame(running.address, address)) return
  const isStep = ![location.href, document.querySelector<HTMLElement>('main')?.dataset.address].some(shown => shown && isSame(shown, address))
  if (!await show(address)) return
  history[isStep ? 'pushState' : 'replaceState'](null, '', address)
  here = location.search
}

/** On a small screen the results stand below it, and a keyboard on the screen over them: whoever has asked sees them. */
export function toResults(): void {
  const count = document.querySelector<HTMLElement>('[data-live] #count')
  fold(count)
  if (!count || count.getBoundingClientRect().top < innerHeight * 0.6) return
  if (matchMedia('(pointer: coarse)').matches && document.activeElement instanceof HTMLElement) document.activeElement.blur()
  count.scrollIntoView({ block: 'start' })
}

// What was asked for is one line then; where there is room the form is there all the time (40-search.css).
function fold(count: HTMLElement | null): void {
  const form = document.querySelector<HTMLDetailsElement>('[data-fold]')
  if (!form || document.querySelector('[data-live] .problems') || !narrow.matches) return
  const hadFocus = form.contains(document.activeElement)
  form.open = form.querySelector('summary.none') !== null
  if (hadFocus && !form.open) count?.focus({ preventScroll: true })
}

export const isHere = (address: string): boolean => {
  const url = new URL(address, location.href)
  return url.origin === location.origin && url.pathname === location.pathname && url.hash === ''
}

/** The form as an address. */
export function addressOf(form: HTMLFormElement): string {
  const query = formQuery(form).toString()
  return new URL(form.action).pathname + (query && `?${query}`)
}

async function show(address: string): Promise<boolean> {
  const page = document.querySelector<HTMLElement>('[data-live]')
  const status = page?.querySelector('[data-status]')
  if (!page || !status) return false
  running?.stop.abort()
  page.classList.remove('failed')
  const mine = running = { address, stop: new AbortController() }
  const waiting = setTimeout(() => {
    page.setAttribute('aria-busy', 'true')
    status.textContent = page.dataset.loading ?? ''
  }, patience)
  try {
    const answer = await fetch(address, { signal: mine.stop.signal, headers: { accept: 'text/html' } })
    if (!answer.ok) {
      location.assign(address) // the server's own page says what is wrong
      return false
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    await released()
    if (mine.stop.signal.aborted) return false
    replace(page, fresh)
    status.textContent = page.querySelector('#count')?.textContent ?? ''
    document.dispatchEvent(new CustomEvent('results'))
    return true
  } catch {
    if (mine.stop.signal.aborted) return false
    page.classList.add('failed')
    status.textContent = page.dataset.failedText ?? ''
    return false
  } finally {
    clearTimeout(waiting)
    if (running === mine) {
      running = undefined
      page.removeAttribute('aria-busy')
    }
  }
}

function replace(page: HTMLElement, fresh: Document): void {
  const focus = keyOfFocus()
  const open = new Set([...page.querySelectorAll<HTMLDetailsElement>('details[data-key][open]')].map(details => details.dataset.key))
  for (const part of page.querySelectorAll<HTMLElement>('[data-part]')) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`)
    if (other) part.replaceWith(other)
  }
  for (const details of page.querySelectorAll<HTMLDetailsElement>('details[data-key]')) details.open ||= open.has(details.dataset.key)
  const [fold, unfolded] = [page, fresh].map(one => one.querySelector<HTMLDetailsElement>('[data-fold]'))
  if (fold && unfolded?.open) fold.open = true
  fillForm(page, fresh)
  document.title = fresh.title
  const [main, other] = [document, fresh].map(one => one.querySelector<HTMLElement>('main'))
  if (main && other) main.dataset.address = other.dataset.address
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/language/"], .notice a')) follow(link, fresh)
  focusAgain(page, focus)
}

// What is typed and not yet searched for stays while the page says of it what it did, and in any case under somebody's fingers; the rest says what the page shows.
function fillForm(page: HTMLElement, fresh: Document): void {
  for (const field of page.querySelectorAll<HTMLInputElement | HTMLSelectElement>('form.search input[id], form.search select[id]')) {
    const other = fresh.getElementById(field.id)
    if (field instanceof HTMLSelectElement && other instanceof HTMLSelectElement) {
      const value = other.value // moving its options empties it
      if (valuesOf(field) !== valuesOf(other)) field.replaceChildren(...other.options)
      field.value = value
    } else if (field instanceof HTMLInputElement && other instanceof HTMLInputElement) {
      const stays = isTyped(field) && (field === document.activeElement || field.defaultValue === other.defaultValue)
      const typed = field.value
      field.defaultValue = other.defaultValue
      field.value = stays ? typed : other.defaultValue
      const invalid = other.getAttribute('aria-invalid')
      if (invalid) field.setAttribute('aria-invalid', invalid)
      else field.removeAttribute('aria-invalid')
    }
  }
}

const valuesOf = (field: HTMLSelectElement): string => [...field.options].map(option => option.value).join()

// Links to the same page in other languages.
function follow(link: HTMLAnchorElement, fresh: Document): void {
  const other = fresh.querySelector<HTMLAnchorElement>(`a[hreflang="${link.hreflang}"][rel="${link.rel}"]`)
  if (other) link.setAttribute('href', other.getAttribute('href') ?? '')
}

// A filter has the same key before and after; whatever is gone hands the focus to the number of hits.
function keyOfFocus(): string | null | undefined {
  const focused = document.activeElement
  return focused?.closest('[data-part]') ? focused.closest('[data-key]')?.getAttribute('data-key') ?? null : undefined
}

function focusAgain(page: HTMLElement, key: string | null | undefined): void {
  if (key === undefined) return
  const same = key === null ? null : [...page.querySelectorAll<HTMLElement>('a[data-key], select[data-key], details[data-key] > summary')]
    .find(element => (element.dataset.key ?? element.parentElement?.dataset.key) === key && element.offsetParent !== null)
  const next = same ?? page.querySelector<HTMLElement>('#count')
  next?.focus({ preventScroll: same !== undefined && same !== null })
}
