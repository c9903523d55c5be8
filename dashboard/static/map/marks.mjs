// Marks of services: one picture a kind, drawn from its path, solid or hollow.

const BOX = 24; // the paths are drawn on 24 by 24
const SCALE = 4; // pixels of the picture for each of the path, so that a large mark stays sharp

export function addMarks(map, marks) {
  marks.forEach((mark, index) => {
    const name = `${mark.path}${mark.colour}`;
    if (map[`mark-${index}`] === name) return;
    map[`mark-${index}`] = name;
    for (const hollow of [false, true]) {
      const id = `${hollow ? "hollow" : "solid"}-${index}`;
      const picture = drawMark(mark, hollow);
      if (map.hasImage(id)) map.updateImage(id, picture);
      else map.addImage(id, picture, { pixelRatio: SCALE });
    }
  });
}

// A light edge around a dark one keeps a mark apart from every colour beneath it.
function drawMark(mark, hollow) {
  const size = BOX * SCALE;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.scale(SCALE, SCALE);
  pen.lineJoin = "round";
  const path = new Path2D(mark.path);
  const stroke = (colour, width) => {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke(path);
  };
  stroke(mark.edge, 5);
  if (hollow) {
    pen.fillStyle = mark.edge;
    pen.fill(path);
    stroke(mark.outline, 3.6);
    stroke(mark.colour, 2.4);
  } else {
    stroke(mark.outline, 2.4);
    pen.fillStyle = mark.colour;
    pen.fill(path);
  }
  return pen.getImageData(0, 0, size, size);
}
