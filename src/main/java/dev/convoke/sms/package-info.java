/**
 * Texts as bits, without a carrier: alphabets, user data headers, segments, and what fits into one text.
 *
 * <p>Start reading at {@link dev.convoke.sms.EncodedText}. Pure functions and values; any thread.
 */
@NullMarked
package dev.convoke.sms;

import org.jspecify.annotations.NullMarked;
