// @ts-check
/**
 * What is around the slides: the links out of the deck, a message to its reader, the page that
 * it is embedded in, and the host, which may put something of its own on every page.
 */

const DeckAround = (function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);
  const deck = /** @type {HTMLElement} */ (document.querySelector("main.reveal"));
  const links = /** @type {HTMLElement} */ (deck.querySelector(".deck-links"));
  const message = document.createElement("p");

  /** For how many milliseconds a message stays, and how long it takes to be heard at all. */
  const STAY = 8000;
  const LATER = 100;

  /**
   * On these Read the Docs swaps what the page shows for a comparison of versions, and asks its
   * server anew; the second it sends at every new address, which is at every slide.
   */
  const HOST_EVENTS = ["readthedocs-docdiff-added-removed-show", "readthedocs-url-changed"];

  let timer = 0;

  /**
   * Without its slide an address shows the first: say so, lest that seems to be the one meant.
   * It goes by itself, or with the next key, click or slide.
   * @param {string} hash
   * @param {string} missing
   */
  function checkAddress(hash, missing) {
    const name = DeckAddress.nameIn(hash);
    dismiss();
    if (!name || DeckAddress.find(hash)) return;
    timer = window.setTimeout(() => {
      message.textContent = missing.replace("{name}", () => name);
      timer = window.setTimeout(dismiss, STAY);
    }, LATER);
  }

  function dismiss() {
    clearTimeout(timer);
    message.textContent = "";
  }

  /** @param {string} missing */
  function prepareMessage(missing) {
    message.className = "deck-message";
    message.setAttribute("role", "status");
    deck.append(message);
    message.addEventListener("click", dismiss);
    window.addEventListener("keydown", dismiss, true);
    Reveal.on("slidechanged", dismiss);
    window.addEventListener("hashchange", () => checkAddress(location.hash, missing));
  }

  /**
   * Embedded, the way back is the page around; what isn't there is the way into the deck.
   * @param {string} present
   */
  function linkFromFrame(present) {
    links.querySelector(".deck-link-up")?.remove();
    const link = document.createElement("a");
    link.className = "deck-link-present";
    link.href = location.pathname;
    link.target = "_top";
    link.textContent = present;
    links.prepend(link);
  }

  /** The links to this deck elsewhere lead to the slide that is shown. */
  function follow() {
    const hash = DeckAddress.of(Reveal.getCurrentSlide());
    for (const link of links.querySelectorAll("a:not(.deck-link-up)")) /** @type {HTMLAnchorElement} */ (link).hash = hash;
  }

  /**
   * Reveal.js hears of a key before this, scripts that the host brings later on after it; what
   * the deck has taken isn't for them.
   */
  function keepFromHost() {
    const look = () => document.documentElement.classList.toggle("deck-hosted", Boolean(document.querySelector("readthedocs-flyout")));
    new MutationObserver(look).observe(document.body, { childList: true });
    look();
    document.addEventListener("keydown", (event) => event.defaultPrevented && event.stopImmediatePropagation());
    for (const type of HOST_EVENTS) window.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  }

  /**
   * @param {string} hash
   * @param {boolean} framed
   * @param {Record<string, string>} labels
   */
  function begin(hash, framed, labels) {
    prepareMessage(labels.missing);
    checkAddress(hash, labels.missing);
    keepFromHost();
    if (framed) linkFromFrame(labels.present);
    Reveal.on("slidechanged", follow);
    follow();
  }

  /** Arrows, progress and links are away while nobody moves. */
  function hideWhenIdle() {
    let timer = 0;
    const rest = () => deck.classList.add("deck-idle");
    const wake = () => {
      clearTimeout(timer);
      deck.classList.remove("deck-idle");
      timer = window.setTimeout(rest, 2000);
    };
    rest();
    for (const type of ["pointermove", "pointerdown"]) document.addEventListener(type, wake, { passive: true });
  }

  return { begin, hideWhenIdle };
})();
