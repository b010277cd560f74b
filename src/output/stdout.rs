//! The standard output.

use std::io::{self, BufWriter, Write};

use super::Error;

/// The standard output. A reader that went away is no failure: what is left is written to nobody.
#[derive(Debug)]
pub struct Stdout {
    out: BufWriter<io::Stdout>,
    is_read: bool,
}

impl Stdout {
    /// The standard output of this process.
    pub(super) fn new() -> Self {
        Self { out: BufWriter::new(io::stdout()), is_read: true }
    }

    fn done<T>(&mut self, result: io::Result<T>, unread: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_read = false;
                Ok(unread)
            }
            Err(error) => Err(Error::stdout(&error).into()),
            Ok(done) => Ok(done),
        }
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_read {
            return Ok(bytes.len());
        }
        let result = self.out.write(bytes);
        self.done(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.is_read {
            return Ok(());
        }
        let result = self.out.flush();
        self.done(result, ())
    }
}

/// Writes to the standard output.
///
/// # Errors
/// When it cannot be written to, or `emit` fails.
pub fn to_stdout(emit: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = Stdout::new();
    emit(&mut out).and_then(|()| out.flush()).map_err(|error| Error::stdout(&error))
}
