package dev.signet.launch.postgres;

import java.util.Optional;

/**
 * Who we are at the database.
 *
 * @param application for everything but migrations
 * @param owner for migrations: the same where there is one account only, nobody where this process makes none
 */
public record DatabaseAccounts(DatabaseAccess application, Optional<DatabaseAccess> owner) {}
