//! Words that `pdftotext` put together over the end of a line, as they are printed.
//!
//! It drops the hyphen at the end of a line and sets the next line behind it, whether the hyphen
//! parts a word (`inter-national`) or belongs to it (`long-term`). The lines with their places still
//! have the hyphens; which of them go is decided where all text is joined.

/// The hyphens that Poppler takes for such.
const HYPHENS: [char; 2] = ['-', '\u{AD}'];

/// The text of a page with its lines as they are printed; as it is where the two differ otherwise.
/// `lines` are the printed lines, [bare](bare).
pub(super) fn printed<'l>(page: &str, mut lines: impl Iterator<Item = &'l str>) -> Option<String> {
    let mut out = String::with_capacity(page.len() + page.len() / 64);
    for line in page.split_inclusive('\n') {
        let mut rest = line;
        let mut left = bare(line);
        while !left.is_empty() {
            let here = lines.next()?;
            if left == here {
                break;
            }
            let part = here.strip_suffix(HYPHENS).filter(|part| !part.is_empty())?;
            left.drain(..left.strip_prefix(part).map(|_| part.len())?);
            let (printed, next) = rest.split_at(end_of(rest, part.chars().count()));
            out.push_str(printed);
            out.push_str("-\n");
            rest = next;
        }
        out.push_str(rest);
    }
    lines.next().is_none().then_some(out)
}

/// Where the first `count` characters that both outputs have end, in bytes.
fn end_of(line: &str, count: usize) -> usize {
    let held = line.char_indices().filter(|(_, c)| is_held(*c));
    held.take(count).last().map_or(0, |(at, c)| at + c.len_utf8())
}

/// The characters of a line that both outputs have.
pub(super) fn bare(line: &str) -> String {
    line.chars().filter(|c| is_held(*c)).collect()
}

fn is_held(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_over_the_end_of_a_line_are_parted_as_they_are_printed() {
        let page = "A plan for the longterm growth of its peoplecentered\nservices. An inter-\n";
        let lines = ["Aplanforthelong-", "termgrowthofitspeople-", "centered", "services.Aninter-"];
        assert_eq!(
            printed(page, lines.into_iter()).unwrap(),
            "A plan for the long-\nterm growth of its people-\ncentered\nservices. An inter-\n"
        );
        assert_eq!(printed("long term", ["long-", "term"].into_iter()).unwrap(), "long-\n term");
        assert_eq!(printed(page, lines[..2].iter().copied()), None);
        assert_eq!(printed("other", lines.into_iter()), None);
        assert_eq!(printed("a\n", ["a", "b"].into_iter()), None);
    }
}
