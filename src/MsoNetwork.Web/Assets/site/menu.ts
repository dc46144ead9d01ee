/** A menu that is a <details>: Escape closes it and goes back to its button, a click elsewhere closes it. */
export function start(menu: HTMLElement): void {
  if (!(menu instanceof HTMLDetailsElement)) return
  document.addEventListener('click', event => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  })
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}
