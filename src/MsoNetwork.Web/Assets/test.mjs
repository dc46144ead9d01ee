// Runs every *.test.ts of the scripts with Node's own runner. Arguments are handed on to it (--test-reporter=tap).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const tests = ['site', 'widget'].flatMap(folder => find(folder))
const built = mkdtempSync(new URL('node_modules/.tests-', import.meta.url).pathname)
try {
  buildSync({ entryPoints: tests, bundle: true, platform: 'node', format: 'esm', outdir: built, outbase: '.', outExtension: { '.js': '.mjs' } })
  const files = readdirSync(built, { recursive: true }).filter(name => name.endsWith('.test.mjs')).map(name => join(built, name))
  process.exitCode = spawnSync(process.execPath, ['--test', ...process.argv.slice(2), ...files], { stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(built, { recursive: true })
}

function find(folder) {
  try {
    return readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.test.ts')).map(name => join(folder, name))
  } catch {
    return [] // not there
  }
}
