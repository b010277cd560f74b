//! Notes in HTML: links that are marks, and the elements they lead to.

use scraper::ElementRef;

/// The longest text of a note mark, in characters.
const MAX_MARK: usize = 6;

/// Whether an element says of itself that it is `what` (`noteref`, `footnote`, …), by the
/// vocabulary of EPUB or that of ARIA.
fn is_declared(element: ElementRef<'_>, what: &[&str]) -> bool {
    let words = element
        .attr("epub:type")
        .into_iter()
        .chain(element.attr("role"))
        .flat_map(str::split_whitespace);
    words.map(|word| word.strip_prefix("doc-").unwrap_or(word)).any(|word| what.contains(&word))
}

/// Whether an element holds a note.
pub(super) fn is_note(element: ElementRef<'_>) -> bool {
    is_declared(element, &["footnote", "endnote", "rearnote", "note"])
        && element.value().name() != "a"
}

/// Whether an element is the number of a printed page.
pub(super) fn is_page_number(element: ElementRef<'_>) -> bool {
    is_declared(element, &["pagebreak"])
}

/// Where a link leads and the label it shows, when it is a note mark.
///
/// It is one when it says so, stands raised, or reads `[1]`, and is short.
pub(super) fn mark(link: ElementRef<'_>) -> Option<(&str, String)> {
    let target = link.attr("href").filter(|href| href.contains('#'))?;
    let text: String = link.text().collect();
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_MARK || is_back_link(link) {
        return None;
    }
    let core = text.trim_matches(['[', ']', '(', ')', '〔', '〕', '［', '］', '（', '）', ' ']);
    let numeric = !core.is_empty() && core.chars().all(|c| c.is_ascii_digit());
    let is_sup = |e: ElementRef<'_>| e.value().name() == "sup";
    let raised = link.parent().and_then(ElementRef::wrap).is_some_and(is_sup)
        || link.child_elements().any(is_sup);
    let bracketed = numeric && core.len() < text.len();
    let sign =
        !core.is_empty() && core.chars().all(|c| !c.is_alphanumeric() || matches!(c, '①'..='⒛'));
    let declared = is_declared(link, &["noteref", "biblioref"]);
    let is_mark =
        declared || bracketed || (raised && (numeric || sign || core.chars().count() <= 3));
    is_mark.then(|| (target, if numeric { format!("[{core}]") } else { text.to_owned() }))
}

/// Whether a link in a note leads back to its mark: an arrow, or the note's own number.
pub(super) fn is_back_link(link: ElementRef<'_>) -> bool {
    let text: String = link.text().collect();
    let arrow = |c| matches!(c, '↩' | '↑' | '⏎' | '^' | '\u{FE0E}' | '\u{FE0F}' | '↵' | '⤴');
    let text = text.trim();
    is_declared(link, &["backlink"]) || (!text.is_empty() && text.chars().all(arrow))
}
