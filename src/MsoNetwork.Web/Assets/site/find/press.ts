let press: Promise<void> | undefined

/** Waits while a button or a finger is down: nothing may move away under it, or the click goes nowhere. */
export const released = async (): Promise<void> => press

document.addEventListener('pointerdown', () => {
  press ??= new Promise(resolve => {
    const end = () => {
      for (const event of ends) document.removeEventListener(event, end)
      press = undefined
      setTimeout(resolve) // behind the click
    }
    for (const event of ends) document.addEventListener(event, end)
  })
})

const ends = ['pointerup', 'pointercancel'] as const
