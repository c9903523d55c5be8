// Shapes by address, fetched once, and the state of each that gives it its colour.

const waiting = new Map();

// GeoJSON with the number of each feature as its id, since only numbers can carry a state.
// Accepts an address, a collection, or nothing.
export async function loadShapes(shapes) {
  if (!shapes) return null;
  if (typeof shapes !== "string") return numbered(shapes);
  return once(shapes, numbered);
}

// Points of a message: whole ones, or numbers of services in the register, which is fetched once.
export async function loadPoints({ points, register }) {
  if (!register) return points;
  const known = await once(register, (rows) => rows);
  return points.map(([number, mark, size]) => {
    const [longitude, latitude, ...words] = known[number];
    return [longitude, latitude, mark, size, ...words];
  });
}

function once(url, read) {
  if (!waiting.has(url)) {
    const fetched = fetch(new URL(url, document.baseURI)).then(async (answer) => {
      if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
      return read(await answer.json());
    });
    fetched.catch(() => waiting.delete(url)); // so that it is tried again
    waiting.set(url, fetched);
  }
  return waiting.get(url);
}

function numbered(collection) {
  const codes = new Map();
  collection.features.forEach((feature, index) => {
    feature.properties.code ??= String(feature.id);
    codes.set(feature.properties.code, index);
    feature.id = index;
  });
  Object.defineProperty(collection, "codes", { value: codes });
  return collection;
}

// Give every area the state that its colour follows from. Only what differs from the last time is
// set. Gives the colour of each, null for no value.
export function paint(map, data, shapes, before) {
  const colours = shapes.features.map((_, index) => {
    const step = parseInt(data.fills[index] ?? ".", 36);
    return Number.isNaN(step) ? null : data.colours[step];
  });
  colours.forEach((colour, index) => {
    if (before[index] !== colour) map.setFeatureState({ source: "areas", id: index }, { colour });
  });
  return colours;
}

// The few areas that are drawn once more: those without a value, and those that are picked out, the
// chosen one on top. A source is filled anew only when it is to hold others: its tiles are then cut
// again and the map is drawn once more.
export function single(map, data, shapes, colours) {
  const without = shapes.features.filter((_, index) => colours[index] === null);
  const picked = [...data.marked, data.selected].flatMap((code) => {
    const feature = shapes.features[shapes.codes.get(code)];
    return feature ? [{ ...feature, properties: { chosen: code === data.selected } }] : [];
  });
  fill(map.getSource("without"), shapes, without);
  fill(map.getSource("picked"), shapes, picked);
}

function fill(source, shapes, features) {
  const holds = JSON.stringify(features.map(({ id, properties }) => [id, properties.chosen]));
  if ((source.holds ?? "[]") === holds && (source.from === shapes || !features.length)) return;
  Object.assign(source, { holds, from: shapes });
  source.setData({ type: "FeatureCollection", features });
}

// Whole numbers in base 36, joined by commas: the figures of every area in the order of the shapes.
export function figureAt(figure, name, index) {
  const key = `_${name}`;
  figure[key] ??= (figure[name] ?? "").split(",");
  const text = figure[key][index];
  return text ? parseInt(text, 36) / 10 ** figure.decimals : null;
}

export function boundsOf(collection) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] !== "number") return part.forEach(visit);
    box[0] = Math.min(box[0], part[0]);
    box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]);
    box[3] = Math.max(box[3], part[1]);
  };
  collection.features.forEach((feature) => visit(feature.geometry.coordinates));
  return box;
}
