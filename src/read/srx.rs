//! Segmentation rules in SRX, decoded and parsed.

use std::path::Path;

use diptych_segments::{Srx, SrxError};

use super::{
    error::{Error, ErrorKind},
    format::Format,
    input::{Input, Options},
    report::Report,
    xml,
};

/// Reads an SRX file.
///
/// # Errors
/// [`Error`], with the line where there is one.
pub fn read_srx(path: &Path) -> Result<Srx, Error> {
    let input = Input::open(path)?;
    let mut report = Report::new(input.shown.clone(), Format::Text);
    let text = xml::decode(&input.bytes, &Options::default(), &mut report)?;
    Srx::parse(&text).map_err(|error| match error {
        SrxError::Xml { line, reason } => {
            Error::new(input.shown, ErrorKind::Damaged(reason)).at_line(line)
        }
        _ => Error::new(input.shown, ErrorKind::NotSrx),
    })
}
