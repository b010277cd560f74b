//! The forms a termbase file may have, told by its name and its first lines.

use crate::concept::Concept;
use crate::error::Error;
use crate::table;

/// Reads the text of a termbase file of any form but a spreadsheet; of that,
/// [`read_rows`](crate::read_rows) takes the rows.
///
/// # Errors
/// What is wrong with the file, with its line.
pub fn read(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    let extension = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if extension == "csv" { table::read_csv(file, text) } else { table::read_tsv(file, text) }
}
