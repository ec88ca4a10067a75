// Both pages come in one piece: whoever sees the list opens a model next.
export { ModelRoute } from '../model/ModelRoute'
export { ModelsRoute } from './ModelsRoute'
