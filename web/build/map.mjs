// SPDX-License-Identifier: EUPL-1.2
// The world as path data in whole pixels, from Natural Earth (public domain): Equal Earth projection, so that
// areas compare. Countries with an ISO code are paths of their own; the server fills the partner countries.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import { ISO_NUMERIC } from './iso-numeric.mjs';

const WIDTH = 1000;
const TOP_LATITUDE = 74;
const BOTTOM_LATITUDE = -48;

// Path data with whole-pixel, relative lines; rings that shrink to nothing are left out.
function compact(d) {
  return d.split(/(?=M)/).map((ring) => {
    const points = [...ring.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m) => [Math.round(Number(m[1]) * 2), Math.round(Number(m[2]) * 2)]);
    const kept = points.filter((p, i) => i === 0 || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
    if (kept.length < 3) return '';
    const half = (v) => String(v / 2).replace(/^(-?)0\./, '$1.');
    let out = `M${half(kept[0][0])} ${half(kept[0][1])}l`;
    for (let i = 1; i < kept.length; i += 1) {
      const dx = half(kept[i][0] - kept[i - 1][0]);
      const dy = half(kept[i][1] - kept[i - 1][1]);
      out += `${i > 1 && !dx.startsWith('-') ? ' ' : ''}${dx}${dy.startsWith('-') ? '' : ' '}${dy}`;
    }
    return `${out}z`;
  }).join('');
}

// The largest ring stands for the country where a pin goes.
function largest(geometry) {
  if (geometry.type !== 'MultiPolygon') return geometry;
  const size = (rings) => rings[0].length;
  return { type: 'Polygon', coordinates: [...geometry.coordinates].sort((a, b) => size(b) - size(a))[0] };
}

export function buildMap() {
  const require = createRequire(import.meta.url);
  const raw = JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8'));
  const world = simplify(presimplify(raw), 0.12);
  const projection = geoEqualEarth().rotate([-11, 0]).fitWidth(WIDTH, { type: 'Sphere' });
  const top = projection([11, TOP_LATITUDE])[1];
  const bottom = projection([11, BOTTOM_LATITUDE])[1];
  const [tx, ty] = projection.translate();
  projection.translate([tx, ty - top]).clipExtent([[0, 0], [WIDTH, bottom - top]]);
  const path = geoPath(projection);
  const countries = [];
  let land = '';
  for (const country of feature(world, world.objects.countries).features) {
    const d = compact(path(country) || '');
    const code = ISO_NUMERIC[country.id];
    if (!d) continue;
    if (!code) {
      land += d;
      continue;
    }
    const [x, y] = path.centroid(largest(country.geometry)).map(Math.round);
    countries.push({ code, path: d, x, y });
  }
  countries.sort((a, b) => (a.code < b.code ? -1 : 1));
  return { width: WIDTH, height: Math.round(bottom - top), land, countries };
}
