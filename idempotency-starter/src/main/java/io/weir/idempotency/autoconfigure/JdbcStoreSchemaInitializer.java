// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.weir.idempotency.autoconfigure.IdempotencyProperties.InitializeSchema;
import io.weir.idempotency.jdbc.JdbcIdempotencyStore;
import io.weir.idempotency.jdbc.TableName;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * Creates the table at start, by the script of the database at hand. Asks no database
 * that it need not, so that an application starts while its database is away.
 */
final class JdbcStoreSchemaInitializer extends DataSourceScriptDatabaseInitializer {

	private static final String SCRIPTS = "classpath:" + JdbcIdempotencyStore.class.getPackageName().replace('.', '/')
			+ "/schema-@@platform@@.sql";

	private final TableName table;

	private JdbcStoreSchemaInitializer(DataSource dataSource, TableName table,
			DatabaseInitializationSettings settings) {
		super(dataSource, settings);
		this.table = table;
	}

	static JdbcStoreSchemaInitializer of(DataSource dataSource, TableName table, InitializeSchema when) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		// Two instances that create it at once may fail one another; the store checks.
		settings.setContinueOnError(true);
		boolean creates = when == InitializeSchema.ALWAYS
				|| (when == InitializeSchema.EMBEDDED && EmbeddedDatabaseConnection.isEmbedded(dataSource));
		if (creates) {
			settings.setMode(DatabaseInitializationMode.ALWAYS);
			settings
				.setSchemaLocations(new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, SCRIPTS));
		}
		else {
			settings.setMode(DatabaseInitializationMode.NEVER);
		}
		return new JdbcStoreSchemaInitializer(dataSource, table, settings);
	}

	@Override
	protected void runScripts(Scripts scripts) {
		List<Resource> filled = new ArrayList<>();
		for (Resource script : scripts) {
			filled.add(new ByteArrayResource(this.table.fill(text(script)).getBytes(StandardCharsets.UTF_8)));
		}
		super.runScripts(new Scripts(filled).continueOnError(scripts.isContinueOnError())
			.separator(scripts.getSeparator())
			.encoding(StandardCharsets.UTF_8));
	}

	private static String text(Resource script) {
		try {
			return script.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
