// Maps that look at the same place: moving one moves the others of its group.

const groups = new Map();

export function join(name, map) {
  const group = groups.get(name) ?? new Set();
  groups.set(name, group);
  const [other] = group;
  if (other) map.jumpTo(cameraOf(other));
  group.add(map);
  map.followed = () => {
    if (map.following) return;
    for (const peer of group) {
      if (peer === map) continue;
      peer.following = true;
      peer.jumpTo(cameraOf(map));
      peer.following = false;
    }
  };
  map.on("move", map.followed);
}

export function leave(name, map) {
  if (map.followed) map.off("move", map.followed);
  groups.get(name)?.delete(map);
}

function cameraOf(map) {
  return { center: map.getCenter(), zoom: map.getZoom() };
}
