// Why a position cannot be had, and what to do about it, in words. No DOM here.

const PERMISSION_DENIED = 1;
const POSITION_UNAVAILABLE = 2;
const TIMEOUT = 3;

/** Why this page cannot even ask the browser; null if it can. */
export function obstacle({ isSecureContext, navigator } = window) {
  if (!isSecureContext) {
    return "This page came over an insecure connection, and browsers give a position only to pages over https or of "
      + "localhost; they also cannot check here who moved a point, so nobody is shown. Open the page by its https address, "
      + "or on the machine where the bridge runs as http://localhost.";
  }
  if (!("geolocation" in navigator)) {
    return "This browser cannot tell a position. You can still watch the others; to share, use another browser, or "
      + "switch its location service on.";
  }
  return null;
}

/** What a GeolocationPositionError means for the one who shares. */
export function failure(code) {
  switch (code) {
    case PERMISSION_DENIED:
      return "The browser was not allowed to give this page your position, so nothing is shared. If you want to share, "
        + "allow it: the sign beside the address of the page leads to its permissions. Then share again.";
    case POSITION_UNAVAILABLE:
      return "The device cannot find out where it is. Check that its location service is on, go near a window or join "
        + "a Wi-Fi network. This page keeps trying until you stop.";
    case TIMEOUT:
      return "The device takes too long to find out where it is. Outdoors it goes faster. This page keeps trying until "
        + "you stop.";
    default:
      return "The browser gave no position and no reason. Stop, reload the page and share again.";
  }
}

/** Nothing more comes after this one. */
export function isFinal(code) {
  return code === PERMISSION_DENIED;
}
