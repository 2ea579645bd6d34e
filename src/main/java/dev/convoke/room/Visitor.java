package dev.convoke.room;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.ServiceNumber;
import java.util.Optional;

/**
 * Someone who texted an address only; number and PIN are asked for over TCP (US 8,018,877 section B: "only the IP address
 * (and port) may be transmitted … the user may be prompted").
 *
 * @param who whose device it is
 * @param texted the service number that was texted
 * @param nick the wished name
 */
public record Visitor(Msisdn who, ServiceNumber texted, Optional<Nick> nick) {}
