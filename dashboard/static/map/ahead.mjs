// Fetches what draws a map while the page around it is still being made.

const version = new URL(import.meta.url).search;

export default function () {
  import(`./gap_map.mjs${version}`).catch(() => {}); // said where a map is drawn
}
