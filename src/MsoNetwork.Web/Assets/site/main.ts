// The scripts of the pages: every page works without them. One line for each feature; its module loads where its selector is found.
import { startIn, type Feature } from './features'

const features: readonly Feature[] = [
  { selector: 'details.languages', when: 'now', load: () => import('./menu') },
]

startIn(document, features)
