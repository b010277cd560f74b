//! Tables of contents: they repeat the headings.

use std::collections::HashSet;

use crate::reflow::lines::item::contents_entry;
use crate::reflow::lines::line::{Kind, Line};

/// Why a line is no part of the text.
const CONTENTS: &str = "table of contents";

/// Marks the lines that end in dots and a page number, where there are two and more of them and half
/// of them at least repeat a line of the text: a list of prices looks alike, and repeats none.
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
    let count = entries.iter().filter(|(_, entry)| repeated.contains(entry)).count();
    if count * 2 >= entries.len() {
        for (index, _) in entries {
            kinds[index] = Kind::Furniture(CONTENTS);
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
    }
}
