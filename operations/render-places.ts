import { type Location, renderPlace } from '../model/problem.js';

/** Such as `config/prod.yaml:31, config/prod/teams/data.yaml:4`. */
export const renderPlaces = (places: readonly Location[]): string => places.map(renderPlace).join(', ');
