package dev.convoke.sms;

/**
 * A mobile-originated text that is safely in the inbox and waits to be handled.
 *
 * @param id its id in the inbox; {@link Inbox#settle} wants it back
 * @param mo the text
 */
public record ReceivedText(long id, MobileOriginated mo) {}
