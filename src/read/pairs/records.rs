//! The records of a delimited text, each with the place where it begins.

/// A record of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// The line of the text that it begins on, from 1; see [`lines`].
    pub(crate) line: usize,
    /// The row of a spreadsheet that shows the text, from 1: blank lines are rows too.
    pub(crate) row: usize,
    pub(crate) cells: Vec<String>,
}

/// The lines of a text, each with what ends it. A line ends at LF, CR LF or CR.
///
/// Law: all of them joined are the text.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let end = end_at(rest.as_bytes(), length);
        let (line, after) = rest.split_at(length);
        let (mark, after) = after.split_at(end);
        rest = after;
        Some((line, mark))
    })
}

/// How many bytes end a line at `at`: none where it does not end.
fn end_at(text: &[u8], at: usize) -> usize {
    match (text.get(at), text.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}

/// The records of a text whose cells `delimiter` parts; blank lines are none.
///
/// # Errors
/// What is no such text, with its line.
pub(crate) fn records(
    text: &str,
    delimiter: u8,
    is_quoted: bool,
) -> Result<Vec<Record>, (usize, csv::Error)> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(is_quoted)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let bytes = text.as_bytes();
    let mut records = Vec::new();
    // Where the last record began, and how many lines and rows there are before that place.
    let (mut from, mut line, mut row) = (0, 1, 1);
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(bytes.len());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(records),
            Err(error) => {
                let place = start.min(bytes.len());
                return Err((line + ends(&bytes[from.min(place)..place]), error));
            }
        }
        // The reader stands before the line feed of the last record, and before blank lines.
        let mut start = start.min(bytes.len());
        let mut end = start;
        if start > 0 && bytes[start - 1] == b'\r' && bytes.get(start) == Some(&b'\n') {
            (start, end) = (start + 1, start + 1);
        }
        row += usize::from(!records.is_empty());
        line += ends(&bytes[from..start]);
        while let skipped @ 1.. = end_at(bytes, end) {
            end += skipped;
            (line, row) = (line + 1, row + 1);
        }
        from = end;
        records.push(Record { line, row, cells: record.iter().map(str::to_owned).collect() });
    }
}

/// How many lines end in a piece of text.
fn ends(text: &[u8]) -> usize {
    (0..text.len()).filter(|&at| text[at] == b'\n' || end_at(text, at) == 1).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn places(text: &str, is_quoted: bool) -> Vec<(usize, usize)> {
        let records = records(text, b',', is_quoted).unwrap();
        records.iter().map(|record| (record.line, record.row)).collect()
    }

    #[test]
    fn a_record_begins_where_its_text_stands() {
        for text in ["a,b\nc,d\ne\n", "a,b\r\nc,d\r\ne\r\n", "a,b\rc,d\re"] {
            assert_eq!(places(text, false), [(1, 1), (2, 2), (3, 3)], "{text:?}");
        }
        for text in ["\na\n\n\nb\n", "\r\na\r\n\r\n\r\nb\r\n"] {
            assert_eq!(places(text, false), [(2, 2), (5, 5)], "{text:?}");
        }
        for text in ["\"a\n\nb\",c\n\nd\n", "\"a\r\n\r\nb\",c\r\n\r\nd\r\n"] {
            assert_eq!(places(text, true), [(1, 1), (5, 3)], "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn each_line_that_is_not_blank_is_a_record(text in "[ab,\r\n]{0,20}") {
            let filled: Vec<usize> = (1..)
                .zip(lines(&text))
                .filter(|(_, (line, _))| !line.is_empty())
                .map(|(number, _)| number)
                .collect();
            let found: Vec<usize> = places(&text, false).iter().map(|(line, _)| *line).collect();
            prop_assert_eq!(found, filled);
            let whole: String = lines(&text).flat_map(|(line, end)| [line, end]).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
