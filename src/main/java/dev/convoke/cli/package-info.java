/**
 * What operators type: {@code convoke serve}, {@code room}, {@code booking}, {@code ban}, {@code block}, {@code link},
 * {@code transcript}, {@code smsc}, {@code sms}, {@code demo}, {@code config}; {@link dev.convoke.cli.bench} measures,
 * {@link dev.convoke.cli.phone} is a device. Every
 * command says in plain words what went wrong, and ends with an exit code: 0 done, 1 not done, 2 typed wrongly.
 *
 * <p>A command about what the server keeps holds no rule and no table: it reads words into an action of
 * {@link dev.convoke.operator} and tells the result.
 *
 * <p>Start reading at {@link dev.convoke.cli.Main}. Commands run on the main thread; whatever they start they close.
 * Results go to stdout, logs and complaints to stderr.
 */
@NullMarked
package dev.convoke.cli;

import org.jspecify.annotations.NullMarked;
