type Child = Node | string | null

/** An element with attributes and children. Never from text as HTML, so that pages with Trusted Types can embed us. */
export function make<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string | null>, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(key, value)
  }
  element.append(...children.filter(child => child !== null))
  return element
}
