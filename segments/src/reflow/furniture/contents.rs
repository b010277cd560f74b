//! Tables of contents: they repeat the headings.

use std::collections::HashSet;

use crate::reflow::lines::item::contents_entry;
use crate::reflow::lines::line::{Kind, Line};

/// Why a line is no part of the text.
const CONTENTS: &str = "table of contents";

/// So many lines may stand between two entries of one table: the half of an entry, or the foot of a
/// page and the head of the next.
const BETWEEN: usize = 3;

/// Marks the lines that end in dots and a page number, where two and more of them stand together and
/// half of these at least repeat a line of the text: a list of prices looks alike, and repeats none.
pub(crate) fn mark_contents(lines: &[Line], kinds: &mut [Kind]) {
    let bare = |text: &str| {
        let letters = text.chars().filter(|c| !c.is_whitespace());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let entries: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| Some((index, bare(contents_entry(&line.text)?))))
        .collect();
    if entries.len() < 2 {
        return;
    }
    let named: HashSet<&str> = entries.iter().map(|(_, entry)| entry.as_str()).collect();
    let texts = lines.iter().map(|line| bare(&line.text));
    let repeated = texts.filter(|text| named.contains(text.as_str())).collect::<HashSet<_>>();
    for table in entries.chunk_by(|a, b| b.0 - a.0 <= BETWEEN + 1) {
        let count = table.iter().filter(|(_, entry)| repeated.contains(entry)).count();
        if table.len() >= 2 && count * 2 >= table.len() {
            for (index, _) in table {
                kinds[*index] = Kind::Furniture(CONTENTS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Document, Lang, Role, reflow};

    fn left_out(text: &str) -> usize {
        let paragraphs = reflow(Lang::En, &Document::from_lines("t", text)).unwrap();
        paragraphs.iter().filter(|it| it.role == Role::Furniture).count()
    }

    #[test]
    fn lines_that_repeat_headings_are_a_table_of_contents() {
        let contents = "The Wheel ........ 3\nThe Brook ........ 9\n";
        let text = "THE WHEEL\nIt had not worked for thirty years.\nThe mill stood at the end.\n";
        assert_eq!(left_out(&format!("{contents}{text}")), 2);
        let prices = "Coffee, black ........ 3\nTea with milk ........ 2\n";
        assert_eq!(left_out(&format!("{prices}{text}")), 0);
        assert_eq!(left_out(&format!("The Wheel ........ 3\n{text}")), 0);
        let more = "The brook ran under the road.\nNobody knew its name.\n";
        assert_eq!(left_out(&format!("{contents}{text}{more}{prices}")), 2);
    }
}
