/**
 * The house of Convoke: one package, one job. This one holds nothing.
 *
 * <p>Start reading at {@link dev.convoke.server.App}, which wires it all, and follow a text: {@link dev.convoke.smpp}, {@link
 * dev.convoke.paging}, {@link dev.convoke.inbound}, {@link dev.convoke.admission}, {@link dev.convoke.dialout}, {@link
 * dev.convoke.room}. Who may know whom is held by a test.
 */
@NullMarked
package dev.convoke;

import org.jspecify.annotations.NullMarked;
