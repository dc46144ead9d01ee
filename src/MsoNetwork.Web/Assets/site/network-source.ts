const limit = 15_000 // milliseconds

/**
 * Asks for a drawing's data. With the ties of all years it may have more organisations than are drawn, although those of today have not:
 * then only today's are asked for, and there are no years to choose from.
 */
export async function askForDrawing(source: URL, ask: typeof fetch = fetch): Promise<{ answer: Response, isOfToday: boolean }> {
  const answer = await ask(source, { signal: AbortSignal.timeout(limit) })
  if (answer.ok) return { answer, isOfToday: false }
  if (answer.status !== 400 || !source.searchParams.has('ever')) throw new Error(`${answer.status}`)
  const today = new URL(source)
  today.searchParams.delete('ever')
  const second = await ask(today, { signal: AbortSignal.timeout(limit) })
  if (!second.ok) throw new Error(`${second.status}`)
  return { answer: second, isOfToday: true }
}
