/**
 * The configuration: reads the operator's file, lays it over the commented one that is shipped ({@code config/convoke.conf}, which
 * holds the defaults), and hands it out by sections. Settings records stand in the packages that need them and read
 * themselves from a {@link dev.convoke.config.Section}; every mistake is noted, and told at once in a {@link
 * dev.convoke.config.SettingsException}.
 *
 * <p>Start reading at {@link dev.convoke.config.Configuration}. Sections belong to the thread that reads; the rest is any thread's.
 * Nothing has a lifecycle: what was read is a value, and a running server reads no file again. The only place for the HOCON library.
 */
@NullMarked
package dev.convoke.config;

import org.jspecify.annotations.NullMarked;
