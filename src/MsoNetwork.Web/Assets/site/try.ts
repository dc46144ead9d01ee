/** An example of the API page: its question can be changed and asked again. */
export function start(example: HTMLElement): void {
  const question = example.querySelector('textarea')
  const ask = example.querySelector('button')
  const answer = example.querySelector('.answer')
  const status = example.querySelector<HTMLElement>('[role=status]')
  if (!question || !ask || !answer || !status) return
  question.readOnly = false
  ask.hidden = false
  let latest = 0
  ask.addEventListener('click', async () => {
    const mine = ++latest
    status.textContent = status.dataset.waiting ?? ''
    const began = performance.now()
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query: question.value }),
      })
      const json: unknown = await response.json()
      if (mine !== latest) return
      answer.textContent = JSON.stringify(json, null, 2)
      status.textContent = `HTTP ${response.status}, ${Math.round(performance.now() - began)} ms`
    } catch {
      if (mine === latest) status.textContent = status.dataset.failedText ?? ''
    }
  })
}
