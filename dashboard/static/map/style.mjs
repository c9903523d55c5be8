// The layers of the map, bottom up, and their colours. Every colour comes from the server's sheet.

// A tile is drawn with what lies this many pixels around it, so that a line on its edge is whole.
// MapLibre's own 128 would draw a quarter of each of its neighbours, too.
const BUFFER = 12;

// Contents are what each source holds, by its name. Areas are known by their number in their file.
export function buildStyle({ land, areas, hatched, picked, outlines, points }) {
  const shapes = ({ data }) => ({ type: "geojson", buffer: BUFFER, generateId: true, data });
  return {
    version: 8,
    transition: { duration: 0, delay: 0 }, // a change is one frame, not 300 milliseconds of them
    sources: {
      land: shapes(land),
      areas: shapes(areas),
      hatched: shapes(hatched),
      picked: shapes(picked),
      outlines: shapes(outlines),
      points: { type: "geojson", data: points.data },
    },
    layers: [
      { id: "sea", type: "background" },
      { id: "land", type: "fill", source: "land" },
      { id: "coast", type: "line", source: "land", layout: { visibility: "none" } },
      { id: "areas", type: "fill", source: "areas" },
      { id: "hatched", type: "fill", source: "hatched" },
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
  // Land that is coloured for what it says has a coast: a dark step hardly stands out on a dark sea.
  const coast = land === sheet.land ? "none" : "visible";
  if (map.getLayoutProperty("coast", "visibility") !== coast) {
    map.setLayoutProperty("coast", "visibility", coast);
  }
  set("coast", { "line-color": sheet.boundary, "line-width": 1 });
  set("areas", {
    "fill-color": ["to-color", ["feature-state", "colour"], sheet.land],
    "fill-antialias": false,
  });
  set("hatched", {
    "fill-pattern": "hatch",
    "fill-opacity": ["case", ["boolean", ["feature-state", "shown"], false], 1, 0],
  });
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
