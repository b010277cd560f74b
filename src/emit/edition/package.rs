//! Zip packages (EPUB, Word) whose bytes depend on nothing but their parts.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A package being filled, in memory: a zip's index wants to seek, and an output need not.
#[derive(Debug)]
pub(super) struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    /// An empty package.
    pub(super) fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a part as it is, without compression.
    pub(super) fn store(&mut self, name: &str, content: &str) -> io::Result<()> {
        self.add(name, content, CompressionMethod::Stored)
    }

    /// Adds a part, compressed.
    pub(super) fn part(&mut self, name: &str, content: &str) -> io::Result<()> {
        self.add(name, content, CompressionMethod::Deflated)
    }

    fn add(&mut self, name: &str, content: &str, method: CompressionMethod) -> io::Result<()> {
        // The default time of a zip, so that two runs give the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        self.0.write_all(content.as_bytes())
    }

    /// Completes the package and writes it out.
    pub(super) fn write_to(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.0.finish()?.get_ref())
    }
}
