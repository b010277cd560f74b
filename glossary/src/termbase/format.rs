//! The forms a termbase file may have, told by its first lines and its name.

use crate::termbase::concept::Concept;
use crate::termbase::error::{Error, ErrorKind};
use crate::termbase::fault::Fault;
use crate::termbase::{columns, omegat, rows, table, tbx, utx};

/// A termbase file that was read.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Its entries.
    pub concepts: Vec<Concept>,
    /// What of the file as a whole was passed over: columns without a meaning here.
    pub ignored: Vec<Fault>,
}

impl From<Vec<Concept>> for Contents {
    fn from(concepts: Vec<Concept>) -> Self {
        Self { concepts, ignored: Vec::new() }
    }
}

impl Contents {
    /// Reads the text of a termbase file of any form but a spreadsheet; of that,
    /// [`of_rows`](Self::of_rows) takes the rows.
    ///
    /// XML is TBX, SKOS or `MultiTerm`'s, `#UTX` begins UTX, `.csv` is CSV. `.utf8` and `.txt` are `OmegaT`'s unless their
    /// first line is a header: Excel too names its tab-separated “Unicode text” `.txt`. The rest is TSV.
    ///
    /// # Errors
    /// What is wrong with the file, with its line.
    pub fn of_text(file: &str, text: &str) -> Result<Self, Error> {
        let text = text.trim_start_matches('\u{feff}');
        let extension = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(extension.as_str(), "ttl" | "nt" | "n3") || is_turtle(text) {
            Err(Error::new(file, 0, ErrorKind::Turtle))
        } else if text.trim_start().starts_with('<') {
            tbx::read(file, text).map(Self::from)
        } else if text.starts_with("#UTX") {
            utx::read(file, text).map(Self::from)
        } else if (matches!(extension.as_str(), "utf8" | "txt") && !columns::has_header(text))
            || text.starts_with('#')
        {
            omegat::read(file, text).map(Self::from)
        } else if extension == "csv" {
            Self::of_rows(file, &rows::csv_rows(file, text)?)
        } else {
            Self::of_rows(file, &rows::tsv_rows(text))
        }
    }

    /// Reads the rows of a table.
    ///
    /// # Errors
    /// As [`read_rows`](crate::read_rows).
    pub fn of_rows(file: &str, rows: &[rows::Row]) -> Result<Self, Error> {
        let concepts = table::read_rows(file, rows)?;
        Ok(Self { concepts, ignored: columns::unknown_columns(file, rows) })
    }
}

/// Whether a text is Turtle, or the N-Triples that are a part of it.
fn is_turtle(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    let first = lines.find(|it| !it.is_empty() && !it.starts_with('#')).unwrap_or_default();
    ["@prefix", "@base", "<http"].iter().any(|it| first.starts_with(it))
}

/// The entries of [`Contents::of_text`].
///
/// # Errors
/// What is wrong with the file, with its line.
pub fn read(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    Contents::of_text(file, text).map(|it| it.concepts)
}
