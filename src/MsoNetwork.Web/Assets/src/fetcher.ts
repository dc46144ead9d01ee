type Request = { query: string; variables?: unknown; operationName?: string | null }
type Options = { headers?: Record<string, unknown> }

/** Sends one request to the server that the page came from. */
export async function fetcher(request: Request, options?: Options) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      ...options?.headers as Record<string, string>,
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json;q=0.9',
    },
    body: JSON.stringify(request),
  })
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return { errors: [{ message: `${response.status} ${response.statusText}: ${text}` }] }
  }
}
