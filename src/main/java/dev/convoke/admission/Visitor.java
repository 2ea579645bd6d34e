package dev.convoke.admission;

import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.ServiceNumber;
import java.util.Optional;

/**
 * Someone who texted an address only; number and PIN are asked for over TCP (US 8,018,877 section B: "only the IP address
 * (and port) may be transmitted … the user may be prompted").
 *
 * @param who whose device it is
 * @param at where the device listens: what is tried at the door is held against that address
 * @param texted the service number that was texted
 * @param nick the wished name
 */
public record Visitor(Msisdn who, DeviceAddress at, ServiceNumber texted, Optional<Nick> nick) {}
