package dev.signet.admin.change;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The caller of the current request, whose token was found to be still good in the current transaction.
 *
 * @param subject {@code sub}
 * @param roles {@code groups} of the token; the account has all of them now
 * @param at the database's time, or {@code iat} of the token if that is later: tokens that the caller mints are issued then
 * @param end when the caller's session is over if it is not refreshed; empty for a client, which has none
 */
public record ConfirmedCaller(String subject, Set<String> roles, Instant at, Optional<Instant> end) {}
