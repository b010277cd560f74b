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

/// Whether a class of an element has one of these in its name.
fn has_class(element: ElementRef<'_>, names: &[&str]) -> bool {
    let class = element.attr("class").unwrap_or("").to_lowercase();
    names.iter().any(|name| class.contains(name))
}

/// Whether an element holds the ways back from a note, as in Wikipedia.
pub(super) fn holds_back_links(element: ElementRef<'_>) -> bool {
    has_class(element, &["cite-backlink"])
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

/// Where a link leads and the label it shows, when it is a note mark; no label where it shows
/// a picture.
///
/// It is one when it says so, stands raised, or reads `[1]`, and is short.
pub(super) fn mark(link: ElementRef<'_>) -> Option<(&str, Option<String>)> {
    let target = link.attr("href").filter(|href| href.contains('#'))?;
    let text: String = link.text().collect();
    let text = text.trim();
    let declared = is_declared(link, &["noteref", "biblioref"])
        || has_class(link, &["noteref", "footnote-ref", "footnoteref"]);
    if text.is_empty() {
        let mut pictures = link.descendent_elements().filter(|e| e.value().name() == "img");
        let picture = pictures.next()?;
        return (declared || has_class(link, &["note"]) || has_class(picture, &["note"]))
            .then_some((target, None));
    }
    if text.chars().count() > MAX_MARK || is_back_link(link) {
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
    let is_mark =
        declared || bracketed || (raised && (numeric || sign || core.chars().count() <= 3));
    let plain = !core.is_empty() && core.chars().all(|c| c.is_ascii_alphanumeric());
    let label = if plain { format!("[{core}]") } else { text.to_owned() };
    is_mark.then_some((target, Some(label)))
}

/// Whether a link shows nothing but a sign (◎, *), which in a note is its own mark or the way back.
pub(super) fn is_sign(link: ElementRef<'_>) -> bool {
    let text: String = link.text().collect();
    !text.trim().is_empty() && !text.chars().any(char::is_alphanumeric)
}

/// Whether a link shows the label of the note it stands in, with brackets or without.
pub(super) fn is_label(link: ElementRef<'_>, label: &str) -> bool {
    let text: String = link.text().collect();
    let bare = |text: &str| text.trim_matches(['[', ']', '(', ')', '.', ' ', '\n']).to_owned();
    link.attr("href").is_some() && bare(&text) == bare(label)
}

/// The note that a picture holds in itself, as the readers of Chinese e-books have it
/// (`<img class="qqreader-footnote" alt="…"/>`).
pub(super) fn of_picture(picture: ElementRef<'_>) -> Option<&str> {
    let is_note = picture.attr("class").is_some_and(|class| class.contains("footnote"));
    let text = picture.attr("zy-footnote").or_else(|| picture.attr("alt").filter(|_| is_note))?;
    // A shorter text describes the picture: 注, note.
    (text.trim().chars().count() > MAX_MARK).then(|| text.trim())
}

/// Whether a link in a note leads back to its mark: an arrow, or the note's own number.
pub(super) fn is_back_link(link: ElementRef<'_>) -> bool {
    let text: String = link.text().collect();
    let arrow = |c| matches!(c, '↩' | '↑' | '⏎' | '^' | '\u{FE0E}' | '\u{FE0F}' | '↵' | '⤴');
    let text = text.trim();
    is_declared(link, &["backlink"])
        || has_class(link, &["footnote-back"])
        || (!text.is_empty() && text.chars().all(arrow))
}
