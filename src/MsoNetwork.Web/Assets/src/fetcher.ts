import { Kind, parse } from 'graphql'

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
    body: JSON.stringify(mended(request)),
  })
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return { errors: [{ message: `${response.status} ${response.statusText}: ${text}` }] }
  }
}

/** GraphiQL 4.1 goes on naming the operation of the tab before for a moment; the server would say that it is not there. */
function mended(request: Request): Request {
  try {
    const here = parse(request.query).definitions.some(one => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === request.operationName)
    return here ? request : { ...request, operationName: undefined }
  } catch {
    return request // the server says what is wrong with it
  }
}
