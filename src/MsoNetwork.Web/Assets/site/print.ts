/** The browser prints without our help too: the button is there for who does not know how. */
export function start(button: HTMLElement): void {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
