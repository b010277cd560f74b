//! The forms a termbase file may have, told by its first lines and its name.

use crate::concept::Concept;
use crate::error::Error;
use crate::{omegat, table, tbx, utx};

/// Reads the text of a termbase file of any form but a spreadsheet; of that,
/// [`read_rows`](crate::read_rows) takes the rows.
///
/// XML is TBX, `#UTX` begins UTX, `.csv` is CSV. `.utf8` and `.txt` are `OmegaT`'s unless their first
/// line is a header: Excel too names its tab-separated “Unicode text” `.txt`. The rest is TSV.
///
/// # Errors
/// What is wrong with the file, with its line.
pub fn read(file: &str, text: &str) -> Result<Vec<Concept>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let extension = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if text.trim_start().starts_with('<') {
        tbx::read(file, text)
    } else if text.starts_with("#UTX") {
        utx::read(file, text)
    } else if (matches!(extension.as_str(), "utf8" | "txt") && !table::has_header(text))
        || text.starts_with('#')
    {
        omegat::read(file, text)
    } else if extension == "csv" {
        table::read_csv(file, text)
    } else {
        table::read_tsv(file, text)
    }
}
