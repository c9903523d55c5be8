// The layers of the map, bottom up, and their colours. Every colour comes from the server's sheet.

// A tile is drawn with what lies this many pixels around it, so that a line on its edge is whole.
// MapLibre's own 128 would draw a quarter of each of its neighbours, too.
const BUFFER = 12;
const COLLECTION = { type: "FeatureCollection", features: [] };
const empty = () => ({ type: "geojson", buffer: BUFFER, data: COLLECTION });

export function buildStyle() {
  return {
    version: 8,
    transition: { duration: 0, delay: 0 }, // a change is one frame, not 300 milliseconds of them
    // Areas without a value and areas that are picked out have sources of their own: a layer over
    // all areas that shows a few of them costs as much as one that shows all.
    sources: {
      land: empty(),
      areas: empty(),
      without: empty(),
      picked: empty(),
      outlines: empty(),
      points: { type: "geojson", data: COLLECTION },
    },
    layers: [
      { id: "sea", type: "background" },
      { id: "land", type: "fill", source: "land" },
      { id: "areas", type: "fill", source: "areas" },
      { id: "without", type: "fill", source: "without" },
      { id: "lines", type: "line", source: "areas" },
      { id: "outlines", type: "line", source: "outlines", layout: { "line-join": "round" } },
      { id: "picked-edge", type: "line", source: "picked", layout: { "line-join": "round" } },
      { id: "picked", type: "line", source: "picked", layout: { "line-join": "round" } },
      {
        id: "points",
        type: "symbol",
        source: "points",
        layout: {
          "icon-image": ["get", "image"],
          "icon-size": ["get", "size"],
          "icon-allow-overlap": true,
          "icon-ignore-placement": true,
          "symbol-sort-key": ["get", "order"],
        },
      },
    ],
  };
}

export function restyle(map, sheet, land, strong) {
  const set = (layer, values) => {
    for (const [name, value] of Object.entries(values)) {
      if (JSON.stringify(map.getPaintProperty(layer, name)) !== JSON.stringify(value)) {
        map.setPaintProperty(layer, name, value);
      }
    }
  };
  hatch(map, sheet);
  set("sea", { "background-color": sheet.sea });
  set("land", { "fill-color": land, "fill-antialias": false });
  set("areas", {
    "fill-color": ["to-color", ["feature-state", "colour"], sheet.land],
    "fill-antialias": false,
  });
  set("without", { "fill-pattern": "hatch" });
  set("lines", {
    "line-color": strong ? sheet.chosen : sheet.boundary,
    "line-width": strong ? 1.2 : ["interpolate", ["linear"], ["zoom"], 4, 0.35, 9, 1],
  });
  set("outlines", { "line-color": sheet.chosen, "line-width": strong ? 3 : 2 });
  const width = (chosen, marked) => ["case", ["get", "chosen"], chosen, marked];
  set("picked-edge", { "line-color": sheet.edge, "line-width": width(6, 4.5) });
  set("picked", { "line-color": sheet.chosen, "line-width": width(3, 2) });
}

// Slanted lines for areas without a value, so that they are not taken for the lowest step.
function hatch(map, sheet) {
  const name = `${sheet.land}${sheet.boundary}`;
  if (map.hatched === name) return;
  map.hatched = name;
  const size = 16;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.fillStyle = sheet.land;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = sheet.boundary;
  pen.lineWidth = 1.6;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  const picture = pen.getImageData(0, 0, size, size);
  if (map.hasImage("hatch")) map.updateImage("hatch", picture);
  else map.addImage("hatch", picture, { pixelRatio: 2 });
}
