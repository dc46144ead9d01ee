import { isAround } from './extent'
import { goTo, addressOf } from './live'

const decimals = 2 // about a kilometre: enough for a distance, too little for an address
const patience = 15_000 // milliseconds

/** The button "near me": it asks for the place only when somebody clicks, and puts it, rounded, where one would have typed a town. */
export function start(part: HTMLElement): void {
  const form = part.closest('form')
  const field = form?.querySelector<HTMLInputElement>('input[name=near]')
  const button = part.querySelector('button')
  const said = part.querySelector('[role=status]')
  if (!form || !field || !button || !said || !('geolocation' in navigator) || !window.isSecureContext) return
  part.hidden = false
  button.addEventListener('click', () => {
    said.textContent = part.dataset.asking ?? ''
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!isAround(coords)) {
          said.textContent = part.dataset.outside ?? ''
          field.focus()
          return
        }
        said.textContent = ''
        field.value = `${coords.latitude.toFixed(decimals)},${coords.longitude.toFixed(decimals)}`
        void goTo(addressOf(form))
      },
      error => {
        said.textContent = (error.code === error.PERMISSION_DENIED ? part.dataset.denied : part.dataset.lost) ?? ''
        field.focus()
      },
      { maximumAge: 600_000, timeout: patience },
    )
  })
}
