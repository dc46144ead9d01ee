// The place of the map beside (wide windows) or above the list. What draws it, ten times all other scripts, loads when the map is in view.
const beside = window.matchMedia('(min-width: 75rem)')

export function start(panel: HTMLElement): void {
  if (!(panel instanceof HTMLDetailsElement)) return
  panel.hidden = false
  const chosen = 'open' in panel.dataset // a page of its own is for the map
  if (!chosen && beside.matches && !savesData()) panel.classList.add('beside')
  panel.addEventListener('toggle', () => { if (panel.open) void draw(panel) })
  panel.open = chosen || panel.classList.contains('beside') || location.hash.startsWith('#map=')
}

async function draw(panel: HTMLDetailsElement): Promise<void> {
  if (panel.dataset.state) return
  panel.dataset.state = 'loading'
  try {
    if (!drawsWebGl()) throw new Error('no WebGL')
    await inView(panel)
    await (await import('./map')).draw(panel)
    panel.dataset.state = 'ready'
  } catch (error) {
    console.warn('The map does not draw here', error)
    panel.dataset.state = 'failed'
    panel.querySelector<HTMLElement>('[data-failed]')!.hidden = false
  }
}

function inView(element: HTMLElement): Promise<void> {
  return new Promise(resolve => {
    const observer = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return
      observer.disconnect()
      resolve()
    }, { rootMargin: '200px' })
    observer.observe(element)
  })
}

const drawsWebGl = (): boolean => document.createElement('canvas').getContext('webgl2') !== null

// Not in every browser, and so not in TypeScript's description of them.
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
