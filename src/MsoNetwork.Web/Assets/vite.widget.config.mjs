import { defineConfig } from 'vite'
import { compressed } from './compressed.mjs'

// One script for other people's pages. They write its address into their HTML, so its name stays; the server sends an ETag.
export default defineConfig({
  base: '/widget/',
  publicDir: false,
  plugins: [compressed()],
  build: {
    outDir: '../wwwroot/widget',
    emptyOutDir: true,
    modulePreload: false,
    lib: { entry: 'widget/main.ts', formats: ['es'], fileName: () => 'mso-widget.js' },
    rollupOptions: { output: { inlineDynamicImports: true } },
  },
})
