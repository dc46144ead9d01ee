// The scripts of the pages: every page works without them. One line for each feature; its module loads where its selector is found.
import { startIn, type Feature } from './features'

const features: readonly Feature[] = [
  { selector: 'details.languages', when: 'now', load: () => import('./menu') },
  { selector: '[data-live]', when: 'now', load: () => import('./find/live') },
  { selector: 'input[data-suggest]', when: 'now', load: () => import('./find/combobox') },
  { selector: '[data-near]', when: 'now', load: () => import('./find/near') },
  { selector: '[data-map]', when: 'now', load: () => import('./map/panel') },
  { selector: 'figure.drawing', when: 'seen', load: () => import('./network') },
  { selector: '.try', when: 'seen', load: () => import('./try') },
  { selector: 'form[data-draft]', when: 'now', load: () => import('./draft') },
  { selector: '.embed', when: 'now', load: () => import('./embed') },
  { selector: '[data-print]', when: 'now', load: () => import('./print') },
  { selector: 'form[data-passkey]', when: 'now', load: () => import('./passkey') },
]

startIn(document, features)
document.addEventListener('results', () => startIn(document, features)) // live results have brought new parts
