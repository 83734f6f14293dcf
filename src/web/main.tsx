import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './routes.tsx'
import './theme.css'
import { UiProvider } from './ui/UiProvider.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element #root')

createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <App />
    </UiProvider>
  </StrictMode>,
)
