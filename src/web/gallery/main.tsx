import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { UiProvider } from '../ui/UiProvider.tsx'
import { Gallery } from './Gallery.tsx'
import './gallery.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element #root')

createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <Gallery />
    </UiProvider>
  </StrictMode>,
)
