// @ts-check
/**
 * What the address of a deck may ask of reveal.js, and who may show the deck in a frame and lead it.
 */

const DeckQuery = (function () {
  "use strict";

  /**
   * The query parameters that may reach reveal.js, which lets every parameter override its
   * configuration: ?url=javascript:… would run script in the speaker view. These are what
   * the speaker view puts on the address of its previews.
   */
  const QUERY = new Map([
    ["receiver", /^$/],
    ["postMessageEvents", /^true$/],
    ["scrollActivationWidth", /^false$/],
    ["progress", /^(true|false)$/],
    ["controls", /^(true|false)$/],
    ["history", /^false$/],
    ["autoSlide", /^\d{1,6}$/],
    ["transition", /^(none|fade|slide|convex|concave|zoom)$/],
    ["backgroundTransition", /^(none|fade|slide|convex|concave|zoom)$/],
  ]);

  /**
   * Whether this is a slide in the speaker view. Such a page takes orders by postMessage, so
   * the word of the address alone won't do: the page around it must be of the same origin.
   */
  function isPreview() {
    if (window.parent === window || !/[?&]receiver(&|$)/.test(location.search)) return false;
    if (location.protocol === "file:") return true; // no page of the web can frame a file
    try {
      return Boolean(window.parent.document);
    } catch {
      return false;
    }
  }

  /**
   * @param {string} parameter
   * @param {boolean} preview
   */
  function isSafe(parameter, preview) {
    const [name, value = ""] = parameter.split(/=(.*)/s);
    const forPreviews = name === "receiver" || name === "postMessageEvents";
    return Boolean(QUERY.get(name)?.test(value)) && (preview || !forPreviews);
  }

  /** Take unsafe parameters off the address; false when the page is loading anew for that. */
  function clean() {
    const preview = isPreview();
    const safe = location.search.slice(1).split("&").filter((each) => isSafe(each, preview)).join("&");
    const search = safe && "?" + safe;
    if (location.search === search) return true;
    const url = new URL(location.href);
    url.search = search;
    try {
      history.replaceState(history.state, "", url.href);
    } catch {
      // Some browsers let no script rewrite the address of a file.
    }
    if (location.search !== search) location.replace(url.href);
    return location.search === search;
  }

  return { clean, isPreview };
})();
