// Shapes and places by address, fetched once, and the figures of each shape.

// The name of such a file changes with what is in it, so what the browser has kept is right.
export const CACHE = "force-cache";
const waiting = new Map();
let count = 0;

// Shapes, with a key that names them, the number of each by its code, and their address if they have
// one. Accepts an address, a collection, or nothing.
export async function loadShapes(shapes) {
  if (!shapes) return null;
  if (typeof shapes !== "string") return described(shapes);
  return once(shapes, described);
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
    const address = new URL(url, document.baseURI).href;
    const fetched = fetch(address, { cache: CACHE }).then(async (answer) => {
      if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
      return read(await answer.json(), address);
    });
    fetched.catch(() => waiting.delete(url)); // so that it is tried again
    waiting.set(url, fetched);
  }
  return waiting.get(url);
}

function described(collection, address) {
  const codes = new Map();
  collection.features.forEach((feature, index) => {
    feature.properties.code ??= String(feature.id);
    codes.set(feature.properties.code, index);
  });
  count += 1;
  return Object.assign(collection, { codes, address, key: String(count) });
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
