/**
 * How events look on the wire: lines ({@code schema/line.abnf}) and JSON ({@code schema/session.schema.json}).
 *
 * <p>Start reading at {@link dev.convoke.wire.LineFormat} and {@link dev.convoke.wire.JsonFormat}. An event is encoded once
 * for all legs of a format, on the event loop of its room; formats have no state of their own.
 */
@NullMarked
package dev.convoke.wire;

import org.jspecify.annotations.NullMarked;
