//! Memories written as `.gz` and `.zip` files.

use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// Writes a memory as its name asks: `.gz` packs it with gzip, `.zip` makes it the one file of a zip
/// archive, and any other name leaves it as it is. [`unpack`](crate::unpack) is the way back.
///
/// ```
/// use std::io::{Cursor, Read, Write};
///
/// for name in ["a.tmx", "a.tmx.gz", "a.zip"] {
///     let mut packed = diptych_tmx::Packed::new(Vec::new(), name.as_ref())?;
///     packed.write_all(b"<tmx/>")?;
///     let mut back = String::new();
///     diptych_tmx::unpack(Cursor::new(packed.finish()?))?.read_to_string(&mut back)?;
///     assert_eq!(back, "<tmx/>");
/// }
/// # Ok::<(), diptych_tmx::Error>(())
/// ```
pub struct Packed<W: Write>(Kind<W>);

enum Kind<W: Write> {
    Plain(W),
    Gzip(Box<GzEncoder<W>>),
    Zip(Box<ZipWriter<StreamWriter<W>>>),
}

impl<W: Write> Packed<W> {
    /// Begins to write the file of that name to `out`.
    ///
    /// # Errors
    /// Writing fails.
    pub fn new(out: W, name: &Path) -> io::Result<Self> {
        let extension = name.extension().unwrap_or_default().to_ascii_lowercase();
        Ok(Self(if extension == "gz" {
            Kind::Gzip(Box::new(GzEncoder::new(out, flate2::Compression::default())))
        } else if extension == "zip" {
            let mut archive = ZipWriter::new_stream(out);
            let stem = Path::new(name.file_stem().unwrap_or_default());
            let is_named = stem.extension().is_some_and(|it| it.eq_ignore_ascii_case("tmx"));
            let inside = if is_named { stem.to_owned() } else { stem.with_added_extension("tmx") };
            // More than 4 GB need the long form from the beginning.
            let options = SimpleFileOptions::default().large_file(true);
            archive.start_file(inside.to_string_lossy(), options)?;
            Kind::Zip(Box::new(archive))
        } else {
            Kind::Plain(out)
        }))
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// Writing fails.
    pub fn finish(self) -> io::Result<W> {
        match self.0 {
            Kind::Plain(out) => Ok(out),
            Kind::Gzip(out) => out.finish(),
            Kind::Zip(out) => Ok(out.finish()?.into_inner()),
        }
    }
}

impl<W: Write> Write for Packed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Plain(out) => out.write(bytes),
            Kind::Gzip(out) => out.write(bytes),
            Kind::Zip(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Plain(out) => out.flush(),
            // Flushing in the middle makes the archive larger; `finish` writes what is left.
            Kind::Gzip(_) | Kind::Zip(_) => Ok(()),
        }
    }
}
