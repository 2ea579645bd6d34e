/**
 * {@code convoke bench}: what this machine and this build do in a second, how long it takes, and what it costs, with the load
 * made in the same process or by devices elsewhere. A bench says so when its figures do not count.
 *
 * <p>Start reading at {@link dev.convoke.cli.bench.BenchCommand}, which names the four: dial-ins and texts go through a whole
 * server, fan-outs and {@code bench engine} through the room engine alone. Benches run on the main thread, which waits, and
 * what they start they close. Results go to stdout, progress to stderr.
 */
@NullMarked
package dev.convoke.cli.bench;

import org.jspecify.annotations.NullMarked;
