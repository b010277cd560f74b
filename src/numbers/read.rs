//! The numbers of one text.

use diptych_segments::Lang;
use diptych_tmx::language::primary;

use super::markup::plain_text;
use super::number::Number;
use super::runs::runs;
use super::{chinese, english};
use crate::lang_code::lang_of_code;

/// The numbers of a text in the language of that code.
pub fn numbers(text: &str, code: &str) -> Vec<Number> {
    Reading::new(text, code).numbers
}

/// What is read of a text.
pub(super) struct Reading {
    /// Its numbers.
    pub(super) numbers: Vec<Number>,
    /// Its long rows of digits, each once: a table has thousands of numbers in one.
    pub(super) rows: Vec<String>,
    /// For each number, the index of the row that it is part of.
    pub(super) row_of: Vec<Option<usize>>,
}

impl Reading {
    /// Reads a text in the language of that code.
    pub(super) fn new(text: &str, code: &str) -> Self {
        let text = plain_text(text);
        let lang = lang_of_code(code);
        // Japanese writes its numbers as Chinese does.
        let numbers = if lang == Some(Lang::Zh) || primary(code).eq_ignore_ascii_case("ja") {
            chinese::numbers(&text)
        } else {
            english::numbers(&text, lang == Some(Lang::En))
        };
        let runs = runs(&text);
        let row = |number: &Number| {
            let at = runs.partition_point(|(place, _)| place.end <= number.place.start);
            let (place, _) = runs.get(at)?;
            let is_in = place.start <= number.place.start && number.place.start < place.end;
            is_in.then_some(at)
        };
        let row_of = numbers.iter().map(row).collect();
        let rows = runs.into_iter().map(|(_, digits)| digits).collect();
        Self { numbers, rows, row_of }
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;

    #[test]
    fn the_numbers_of_a_row_share_it() {
        for (code, unit) in [("zh-CN", "12 "), ("en-US", "12 ")] {
            let reading = Reading::new(&unit.repeat(500), code);
            assert_eq!(reading.rows.iter().map(String::len).collect::<Vec<_>>(), [1000]);
            assert!(
                reading.row_of.iter().all(|row| *row == Some(0)) && !reading.numbers.is_empty()
            );
        }
    }
}
