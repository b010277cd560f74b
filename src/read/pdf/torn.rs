//! Lines that `pdftotext` tears where punctuation was squeezed.
//!
//! Chinese typesetting sets `：“` or `？”` closer than their widths; the
//! program then takes what follows for a line of its own. Where it begins
//! where the last one ended, and as high, it is the same line.

use super::super::xml::{Element, Pulled, Xml};

/// Marks that are set closer to the mark before them.
const SQUEEZED: &[char] = &[
    '“', '”', '‘', '’', '「', '」', '『', '』', '（', '）', '《', '》', '〈', '〉', '【', '】',
    '〔', '〕', '，', '。', '、', '；', '：', '？', '！', '…', '—',
];

/// Whether some line begins as one does that was torn off.
pub(super) fn may_be_torn(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(SQUEEZED))
}

/// The text with its torn lines joined, by the places of its lines (`pdftotext -bbox-layout`);
/// `None` when the two do not tell of the same lines.
pub(super) fn mended(text: &str, places: &str) -> Option<String> {
    let mut placed = lines(places)?.into_iter();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = bare(line);
        if !bare.is_empty() {
            let place = placed.next()?;
            if place.text != bare {
                return None;
            }
            if place.goes_on && !line.starts_with('\u{C}') && out.ends_with('\n') {
                out.pop();
                out.push_str(line.trim_start());
                continue;
            }
        }
        out.push_str(line);
    }
    placed.next().is_none().then_some(out)
}

struct Line {
    text: String,
    /// Whether it begins where the line before it ended.
    goes_on: bool,
}

fn lines(places: &str) -> Option<Vec<Line>> {
    let mut xml = Xml::new(places);
    let mut lines = Vec::new();
    let mut before: Option<[f64; 4]> = None;
    loop {
        match xml.pull().ok()? {
            Pulled::Start(element) if element.name == "page" => before = None,
            Pulled::Start(element) if element.name == "line" => {
                let line = xml.tree(element).ok()?;
                let here = frame(&line)?;
                let goes_on = before.is_some_and(|before| continues(before, here));
                let text = bare(&line.text());
                if !text.is_empty() {
                    lines.push(Line { text, goes_on });
                    before = Some(here);
                }
            }
            Pulled::Eof => return Some(lines),
            _ => {}
        }
    }
}

/// Left, top, right and bottom of a line, in points from the top left of the page.
fn frame(line: &Element) -> Option<[f64; 4]> {
    let number = |name| line.attr(name)?.parse().ok();
    Some([number("xMin")?, number("yMin")?, number("xMax")?, number("yMax")?])
}

/// Whether a line begins within its own height of the end of another, as high as that.
fn continues(
    [_, top, right, bottom]: [f64; 4],
    [left, here_top, _, here_bottom]: [f64; 4],
) -> bool {
    let height = (bottom - top).max(here_bottom - here_top);
    (top - here_top).abs() < height * 0.2 && (left - right).abs() < height
}

/// The characters of a line that both outputs have.
fn bare(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: [f64; 2], y: f64, text: &str) -> String {
        format!(
            "<line xMin='{}' yMin='{y}' xMax='{}' yMax='{}'><word>{text}</word></line>",
            x[0],
            x[1],
            y + 11.0
        )
    }

    #[test]
    fn a_line_that_begins_where_the_last_ended_is_its_end() {
        let places = format!(
            "<doc><page>{}{}{}</page><page>{}</page></doc>",
            line([70.0, 184.0], 100.0, "她问：“走吗？"),
            line([178.5, 300.0], 100.0, "”我说。"),
            line([70.0, 120.0], 115.0, "“好。”"),
            line([120.0, 140.0], 115.0, "”尾"),
        );
        let text = "她问：“走吗？\n”我说。\n“好。”\n\u{C}”尾\n\u{C}";
        assert!(may_be_torn(text));
        assert_eq!(mended(text, &places).unwrap(), "她问：“走吗？”我说。\n“好。”\n\u{C}”尾\n\u{C}");
        assert_eq!(mended("别的\n", &places), None);
    }
}
