// What each source of the map holds, and the colour of every area.
//
// An area's colour is its state, so that new figures are one frame. A source is filled anew only when
// it is to hold something else: its tiles are then cut again, and the map is drawn once more.

const NOTHING = { key: "", data: { type: "FeatureCollection", features: [] } };

// The colour of every area, null for no value.
export function coloursOf({ fills, colours }, shapes) {
  return shapes.features.map((_, index) => {
    const step = parseInt(fills[index] ?? ".", 36);
    return Number.isNaN(step) ? null : colours[step];
  });
}

// Numbers of the areas that have no value, or had none in another figure: those that came before stay,
// so that going from one figure to another and back needs no other source.
export function hatchedOf(colours, before) {
  const without = [...colours.keys()].filter((index) => colours[index] === null);
  return [...new Set([...before, ...without])];
}

// What the sources are to hold. Hatched areas and areas that are picked out, the chosen one on top, have
// sources of their own: a layer over all areas that shows a few costs as much as one that shows all.
export function contentsOf(data, { shapes, land, outlines, points }, hatched) {
  const picked = [...data.marked, data.selected].flatMap((code) => {
    const feature = shapes.features[shapes.codes.get(code)];
    return feature ? [{ ...feature, properties: { code, chosen: code === data.selected } }] : [];
  });
  return {
    land: whole(land),
    areas: whole(shapes),
    hatched: some(hatched.map((index) => shapes.features[index]), shapes),
    picked: some(picked, shapes),
    outlines: whole(outlines),
    points: places(points),
  };
}

// Fills the sources that are to hold something else. Waits for the first tile of other areas: until then
// the map shows the old ones, and they keep their colours.
export async function fill(map, contents) {
  const other = Object.entries(contents).filter(([name, { key }]) => map.getSource(name).holds !== key);
  for (const [name, { key, data }] of other) {
    map.getSource(name).holds = key;
    map.getSource(name).setData(data);
  }
  if (other.some(([name]) => name === "areas")) await tileOf(map, "areas");
}

function tileOf(map, source) {
  return new Promise((done) => {
    const look = (event) => {
      if (!event.error && !(event.tile && event.sourceId === source)) return;
      for (const kind of ["data", "error"]) map.off(kind, look);
      done();
    };
    for (const kind of ["data", "error"]) map.on(kind, look);
  });
}

// Gives every area its colour, or its hatching. Only colours that differ from the last time are set.
export function paint(map, { colours, hatched }, before) {
  if (!before.length) map.removeFeatureState({ source: "areas" });
  colours.forEach((colour, index) => {
    if (before[index] !== colour) map.setFeatureState({ source: "areas", id: index }, { colour });
  });
  hatched.forEach((area, index) => {
    map.setFeatureState({ source: "hatched", id: index }, { shown: colours[area] === null });
  });
}

// Shapes that have an address are fetched and read by the library's own thread.
function whole(shapes) {
  return shapes ? { key: shapes.key, data: shapes.address ?? shapes } : NOTHING;
}

function some(features, shapes) {
  if (!features.length) return NOTHING;
  const names = features.map(({ properties: { code, chosen } }) => `${code}${chosen ? "!" : ""}`);
  return { key: `${shapes.key} ${names}`, data: { type: "FeatureCollection", features } };
}

function places(points) {
  if (!points.length) return NOTHING;
  const features = points.map(([longitude, latitude, mark, size, hollow], id) => ({
    type: "Feature",
    id,
    properties: { image: `${hollow ? "hollow" : "solid"}-${mark}`, size, order: -size },
    geometry: { type: "Point", coordinates: [longitude, latitude] },
  }));
  return { key: JSON.stringify(points), data: { type: "FeatureCollection", features } };
}
