// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads this package anew, with one place in its source changed, and the tests beside it.
 */
final class MutantClassLoader extends ClassLoader {

	private static final String PACKAGE = MutantClassLoader.class.getPackageName();

	private static final Path SOURCES = Path.of("src/main/java", PACKAGE.split("\\."));

	private final Map<String, byte[]> mutated = new HashMap<>();

	MutantClassLoader(String className, String original, String replacement) throws IOException {
		super(MutantClassLoader.class.getClassLoader());
		String source = Files.readString(SOURCES.resolve(className + ".java"));
		assertThat(source.split(java.util.regex.Pattern.quote(original), -1)).as("places that read: " + original)
			.hasSize(2);
		compile(className, source.replace(original, replacement));
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.startsWith(PACKAGE + '.')) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		byte[] bytes = this.mutated.get(name);
		if (bytes == null) {
			try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (stream == null) {
					throw new ClassNotFoundException(name);
				}
				bytes = stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}
		return defineClass(name, bytes, 0, bytes.length);
	}

	private void compile(String className, String source) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		JavaFileObject unit = new SimpleJavaFileObject(URI.create("string:///" + className + ".java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		try (JavaFileManager files = new Output(compiler.getStandardFileManager(null, null, null))) {
			List<String> options = List.of("-nowarn", "-proc:none", "-classpath",
					System.getProperty("java.class.path"));
			assertThat(compiler.getTask(null, files, null, options, null, List.of(unit)).call()).isTrue();
		}
	}

	private final class Output extends ForwardingJavaFileManager<JavaFileManager> {

		Output(JavaFileManager files) {
			super(files);
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
				FileObject sibling) {
			return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {

				@Override
				public OutputStream openOutputStream() {
					return new ByteArrayOutputStream() {

						@Override
						public void close() {
							MutantClassLoader.this.mutated.put(name, toByteArray());
						}

					};
				}

			};
		}

	}

}
