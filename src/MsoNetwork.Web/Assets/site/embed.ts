/** The page about embedding: lines and preview follow the choice. The server writes both, here as without scripts. */
const pause = 300

export function start(page: HTMLElement): void {
  const form = page.querySelector<HTMLFormElement>('form.settings')
  const snippet = page.querySelector('#snippet')
  const preview = page.querySelector('mso-network')
  if (!form || !snippet || !preview) return
  form.querySelector('button')?.setAttribute('hidden', '')
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = new AbortController()
  form.addEventListener('submit', event => event.preventDefault())
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(renew, pause)
  })
  offerCopy(page, snippet)

  async function renew(): Promise<void> {
    running.abort()
    running = new AbortController()
    const chosen = [...new FormData(form!)].filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '')
    const address = `${form!.action}?${new URLSearchParams(chosen)}`
    try {
      const response = await fetch(address, { headers: { Accept: 'text/html' }, signal: running.signal })
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
      const answer = new DOMParser().parseFromString(await response.text(), 'text/html')
      snippet!.textContent = answer.querySelector('#snippet')?.textContent ?? ''
      showWrong(page, answer)
      for (const { name, value } of answer.querySelector('mso-network')?.attributes ?? []) {
        if (preview!.getAttribute(name) !== value) preview!.setAttribute(name, value)
      }
      history.replaceState(null, '', address)
    } catch (error) {
      if (!running.signal.aborted) form!.submit() // then without us
      else if (!(error instanceof DOMException)) throw error
    }
  }
}

// Which field is wrong; as long as it is, there is nothing to copy.
function showWrong(page: HTMLElement, answer: Document): void {
  page.querySelector('#wrong')?.replaceChildren(...answer.querySelector('#wrong')?.childNodes ?? [])
  page.querySelector('#lines')?.toggleAttribute('hidden', answer.querySelector('#lines')?.hasAttribute('hidden') ?? false)
  for (const name of ['aria-invalid', 'aria-describedby']) {
    const value = answer.querySelector('#near')?.getAttribute(name)
    if (value) page.querySelector('#near')?.setAttribute(name, value)
    else page.querySelector('#near')?.removeAttribute(name)
  }
}

function offerCopy(page: HTMLElement, snippet: Element): void {
  const button = page.querySelector<HTMLButtonElement>('#copy')
  const status = button?.parentElement?.querySelector<HTMLElement>('[role=status]')
  if (!button || !status || !('clipboard' in navigator)) return
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(snippet.textContent ?? '')
    status.textContent = status.dataset.done ?? ''
  })
}
