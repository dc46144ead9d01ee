import { goTo, isHere, toResults } from './live'
import { Asking, fetchSuggestions, indexOf, moved, type Suggestion, type Suggestions } from './suggestions'

// A field with a list of suggestions, after the ARIA Authoring Practices' editable combobox with list autocomplete: the focus stays in the
// field, nothing is chosen unless somebody does, and what one types is never changed.
const pause = 120 // milliseconds after a key
const tap = 350 // milliseconds within which a click follows a lifted finger

export function start(field: HTMLElement): void {
  const form = field.closest('form')
  if (field instanceof HTMLInputElement && form && field.dataset.suggest) new Combobox(field, form, field.dataset.suggest)
}

class Combobox {
  readonly #list = document.createElement('div')
  readonly #said = document.createElement('p')
  readonly #asking = new Asking(pause, fetchSuggestions)
  #options: { element: HTMLElement, suggestion: Suggestion }[] = []
  #active = -1
  #isPressed = false // a finger or a button is down on the list: what comes then waits, so that nothing moves away under it
  #later: Suggestions | undefined
  #release: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly field: HTMLInputElement, private readonly form: HTMLFormElement, private readonly source: string) {
    this.#list.id = `${field.id}-list`
    this.#list.className = 'suggestions'
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', field.dataset.suggestLabel ?? '')
    this.#list.hidden = true
    this.#said.className = 'unseen'
    this.#said.setAttribute('role', 'status')
    this.#wrap()
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.#list.id })) field.setAttribute(name, value)
    field.addEventListener('input', () => this.#typed())
    field.addEventListener('keydown', event => this.#pressed(event))
    field.addEventListener('blur', () => this.#close())
    form.addEventListener('submit', () => this.#close())
    this.#list.addEventListener('pointerdown', event => this.#touched(event))
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => this.#lifted())
    this.#list.addEventListener('click', event => this.#clicked(event))
  }

  // The list stands right below the field, over what follows.
  #wrap(): void {
    const [hadFocus, around] = [document.activeElement === this.field, document.createElement('div')]
    around.className = 'combobox'
    this.field.replaceWith(around)
    around.append(this.field, this.#list, this.#said)
    if (hadFocus) this.field.focus()
  }

  #typed(): void {
    this.#activate(-1)
    if (!this.field.value.trim()) return this.#close()
    const fields = new URLSearchParams([...new FormData(this.form)].map(([name, value]) => [name, String(value)]))
    this.#asking.ask(`${this.source}?${fields}`, found => this.#show(found))
  }

  #show(found: Suggestions): void {
    if (document.activeElement !== this.field) return
    if (this.#isPressed) {
      this.#later = found
      return
    }
    const active = this.#options[this.#active]?.suggestion
    this.#options = []
    this.#list.replaceChildren(...found.groups.map((group, index) => this.#group(group.label, group.items, index)))
    this.#open(this.#options.length > 0)
    if (active) this.#activate(indexOf(active, this.#options.map(option => option.suggestion)))
    this.#said.textContent = found.count
  }

  #touched(event: Event): void {
    event.preventDefault() // the focus stays in the field
    clearTimeout(this.#release)
    this.#isPressed = true
  }

  #lifted(): void {
    if (!this.#isPressed) return
    this.#release = setTimeout(() => {
      const later = this.#later
      this.#letGo()
      if (later) this.#show(later)
    }, tap)
  }

  #letGo(): void {
    clearTimeout(this.#release)
    this.#isPressed = false
    this.#later = undefined
  }

  #group(label: string, items: readonly Suggestion[], index: number): HTMLElement {
    const group = document.createElement('div')
    const heading = document.createElement('div')
    heading.id = `${this.#list.id}-${index}`
    heading.className = 'heading'
    heading.setAttribute('role', 'presentation')
    heading.textContent = label
    group.setAttribute('role', 'group')
    group.setAttribute('aria-labelledby', heading.id)
    group.append(heading, ...items.map(item => this.#option(item)))
    return group
  }

  #option(suggestion: Suggestion): HTMLElement {
    const element = document.createElement('div')
    element.id = `${this.#list.id}-option-${this.#options.length}`
    element.setAttribute('role', 'option')
    element.setAttribute('aria-selected', 'false')
    const name = document.createElement('bdi')
    name.textContent = suggestion.label
    element.append(name)
    if (suggestion.hint) {
      const hint = document.createElement('span')
      hint.className = 'hint'
      hint.textContent = suggestion.hint
      element.append(' ', hint)
    }
    this.#options.push({ element, suggestion })
    return element
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing || this.#list.hidden) return
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault()
        return this.#activate(moved(event.key, this.#active, this.#options.length))
      case 'Enter': {
        const chosen = this.#options[this.#active]
        if (!chosen) return
        event.preventDefault()
        return this.#choose(chosen.suggestion)
      }
      case 'Escape':
        event.preventDefault()
        return this.#close()
      case 'Home':
      case 'End':
      case 'ArrowLeft':
      case 'ArrowRight':
        return this.#activate(-1) // back to the text, where the key does what it always does
    }
  }

  #clicked(event: MouseEvent): void {
    const chosen = this.#options.find(option => event.target instanceof Node && option.element.contains(event.target))
    if (chosen) this.#choose(chosen.suggestion)
  }

  #choose(suggestion: Suggestion): void {
    this.#close()
    if (suggestion.value !== null) {
      this.field.value = suggestion.value
      this.field.dispatchEvent(new Event('change', { bubbles: true }))
    } else if (suggestion.address !== null) {
      // What was typed has become a filter, or a part of what is searched for: the field says the rest.
      if (isHere(suggestion.address)) this.field.value = new URL(suggestion.address, location.href).searchParams.get(this.field.name) ?? ''
      void goTo(suggestion.address).then(toResults)
    }
  }

  #activate(index: number): void {
    this.#options[this.#active]?.element.setAttribute('aria-selected', 'false')
    this.#active = index
    const option = this.#options[index]?.element
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) this.field.setAttribute('aria-activedescendant', option.id)
    else this.field.removeAttribute('aria-activedescendant')
  }

  #open(isOpen: boolean): void {
    this.#activate(-1)
    this.#list.hidden = !isOpen
    this.field.setAttribute('aria-expanded', String(isOpen))
    // Above a keyboard on the screen the list needs the room below the field.
    const room = window.visualViewport?.height ?? innerHeight
    if (isOpen && this.#list.getBoundingClientRect().bottom > room && room < 1000) this.field.scrollIntoView({ block: 'start' })
  }

  #close(): void {
    this.#asking.stop()
    this.#letGo()
    this.#open(false)
    this.#said.textContent = ''
  }
}
