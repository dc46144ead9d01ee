import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import 'graphiql/style.css'
import './page.css'
import { examples } from './examples'
import { fetcher } from './fetcher'

// ?query= and ?variables= of a link come first; the examples stand behind them.
const address = new URLSearchParams(location.search)
const query = address.get('query') ?? undefined
const variables = address.get('variables') ?? undefined
const tabs = query ? [{ query, variables }, ...examples] : examples

createRoot(document.getElementById('graphiql')!).render(
  <GraphiQL fetcher={fetcher} defaultTabs={tabs} query={query} variables={variables} />,
)
