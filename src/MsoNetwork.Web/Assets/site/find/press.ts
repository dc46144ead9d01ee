const longest = 30_000 // milliseconds: an end that nobody tells us keeps nothing waiting for ever
const clickable = 'a[href], button, summary'
let press: Promise<void> | undefined

/** Waits while a button or a finger is down on something to click: if it moves away, the click goes nowhere. */
export const released = async (): Promise<void> => press

document.addEventListener('pointerdown', ({ target, button }) => {
  if (press || button !== 0 || !(target instanceof Element && target.closest(clickable))) return
  press = new Promise(resolve => {
    const ends = new AbortController()
    const end = () => {
      ends.abort()
      clearTimeout(timer)
      press = undefined
      setTimeout(resolve) // behind the click
    }
    const timer = setTimeout(end, longest)
    document.addEventListener('pointermove', ({ buttons }) => { if (buttons === 0) end() }, { signal: ends.signal }) // the browser kept the end for itself
    for (const event of ['pointerup', 'pointercancel', 'contextmenu']) document.addEventListener(event, end, { signal: ends.signal })
  })
})
