// What is typed into a section is kept on the server every few seconds, so that a language change, a lost connection, an ended session
// or a second tab loses nothing. Without scripts there is a button for it.
const pause = 4000

export function start(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const address = form.dataset.draft
  const status = form.querySelector<HTMLElement>('[data-draft-status]')
  if (!address || !status) return
  let kept = isTouched(form) ? '' : text(form)
  let timer: number | undefined
  let sending = false

  const keep = async (leaving: boolean): Promise<void> => {
    const now = text(form)
    if (now === kept || (sending && !leaving)) return
    sending = true
    try {
      const body = new URLSearchParams(now)
      const answer = await fetch(address, { method: 'POST', body, keepalive: leaving, redirect: 'manual', headers: { 'X-Requested-With': 'draft' } })
      if (answer.status !== 204 && answer.type !== 'opaqueredirect') throw new Error(String(answer.status))
      kept = now
      status.textContent = form.dataset.kept ?? ''
    } catch {
      status.textContent = form.dataset.failed ?? ''
      later()
    } finally {
      sending = false
    }
  }

  const later = (): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void keep(false), pause)
  }

  if (kept === '') later() // somebody was faster than this script
  form.addEventListener('input', later)
  form.addEventListener('submit', () => {
    window.clearTimeout(timer)
    kept = text(form) // it is on its way whole
  })
  window.addEventListener('pagehide', () => void keep(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keep(true)
  })
}

function text(form: HTMLFormElement): string {
  const pairs = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return new URLSearchParams(pairs).toString()
}

function isTouched(form: HTMLFormElement): boolean {
  return [...form.elements].some(field =>
    field instanceof HTMLTextAreaElement ? field.value !== field.defaultValue
    : field instanceof HTMLInputElement ? field.value !== field.defaultValue || field.checked !== field.defaultChecked
    : field instanceof HTMLSelectElement && [...field.options].some(option => option.selected !== option.defaultSelected && field.multiple))
}
