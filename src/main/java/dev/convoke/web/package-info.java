/**
 * The way in by browser: the page, and the WebSocket that the page talks through, on one port.
 *
 * <p>Start reading at {@link dev.convoke.web.WebDoor}. {@code GET} gives everybody the same octets and spends nothing: the code of
 * an invitation stands in the fragment of its link, which no browser sends, and comes as the first message over the WebSocket.
 * Programs that look at links for a preview therefore change nothing.
 *
 * <p>The page's files lie on the class path, all of them in {@code web/}: {@code index.html} and what it names as
 * {@code assets/NAME}, in quotes. Modules and style sheets name one another as {@code ./NAME}. At start both kinds of
 * names are replaced: an asset is served as {@code /assets/HASH-NAME} for ever, {@code HASH} being that of all files together, so
 * that modules may name one another in a circle. A name without a file refuses to start.
 *
 * <p>Everything runs on the event loops of {@link dev.convoke.net.Transport}. An accepted connection belongs to the loop that
 * accepted it and moves to its room's when the code was right. What is not yet proved to be somebody is bounded in number and time.
 * The composition root opens and closes the listener; what was upgraded then ends with its room.
 */
@NullMarked
package dev.convoke.web;

import org.jspecify.annotations.NullMarked;
