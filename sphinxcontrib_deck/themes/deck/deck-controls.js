// @ts-check
/**
 * Controls on slides, of whatever extension, give the keys back to the deck when the mouse has
 * used them: who chose a tab goes on with the next key. Who came to a control by the keyboard
 * sees where the focus is, and keeps it.
 */

(function () {
  "use strict";

  const slides = /** @type {HTMLElement} */ (document.querySelector("main.reveal > .slides"));

  /** What is done with once it is pressed. A drawing is a document of its own, deaf to the deck. */
  const PRESSED = "a, button, summary, object, [role=tab], [role=button], input:is([type=radio], [type=checkbox])";

  function release() {
    const active = document.activeElement;
    const slide = active?.closest("section");
    if (!slide || !slides.contains(slide) || !active?.matches(PRESSED) || active.matches(":focus-visible")) return;
    slide.focus({ preventScroll: true });
  }

  // A label gives the focus to its control only after the click.
  slides.addEventListener("click", () => window.setTimeout(release));
  window.addEventListener("blur", () => window.setTimeout(release));
})();
