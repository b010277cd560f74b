//! The book as the data that `edition.typ` lays out.

use diptych_segments::Lang;
use serde_json::{Value, json};

use super::super::book::{Book, Row, plain};
use super::super::colophon::{counts, credits};
use super::super::labels::{ABOUT, CONTENTS, DOUBTFUL, NOTES, TERMS, missing};
use super::super::notes::Note;
use super::super::pieces::{Kind, Piece};
use super::super::settings::{Edition, Layout, Which};
use super::fonts::Families;

/// Everything that the page shows. On paper nothing pops up: that layout becomes the interlinear one.
pub(super) fn book_json(book: &Book, edition: &Edition, families: &Families) -> Value {
    let layout = match edition.layout {
        Layout::Facing => "facing",
        Layout::Interlinear | Layout::Popup => "interlinear",
        Layout::Stacked => "stacked",
    };
    let headings = book.rows().filter(|row| row.level().is_some()).count();
    let chapters: Vec<Value> = book
        .chapters
        .iter()
        .map(|chapter| chapter.paragraphs().map(|rows| self::rows(book, rows)).collect())
        .collect();
    let terms = book.terms.iter().map(|term| {
        let target = clean(&term.renderings.join("; "));
        json!({ "source": clean(&term.source), "target": target, "beads": term.beads() })
    });
    let titles: Vec<String> = book.front.iter().map(|row| plain(&row.source)).collect();
    let head =
        if titles.concat().is_empty() { book.metadata.title.clone() } else { titles.join(" ") };
    let credits = credits(book).into_iter();
    let counts = counts(book).into_iter();
    json!({
        "title": clean(&book.metadata.title),
        "head": clean(&head),
        "authors": book.metadata.authors.iter().map(|author| clean(author)).collect::<Vec<_>>(),
        "layout": layout,
        "fonts": { "latin": families.latin, "chinese": families.chinese },
        "source": side(book.source_lang, book.source_code),
        "target": side(book.target_lang, book.target_code),
        "front": rows(book, &book.front),
        "credits": credits.map(|c| json!({ "label": c.label, "text": clean(&c.text) })).collect::<Vec<_>>(),
        "contents": headings > 2,
        "new_pages": book.has_long_chapters(),
        "chapters": chapters,
        "loose": book.loose_notes.iter().map(note).collect::<Vec<_>>(),
        "terms": terms.collect::<Vec<_>>(),
        "counts": counts.map(|c| json!({ "zh": c.zh, "en": c.en, "beads": c.beads })).collect::<Vec<_>>(),
        "labels": {
            "contents": CONTENTS, "notes": NOTES, "terms": TERMS, "about": ABOUT, "doubtful": DOUBTFUL,
        },
    })
}

/// Language and region as typst wants them: the region chooses the shapes of characters.
fn side(lang: Lang, code: &str) -> Value {
    let region = match lang {
        Lang::Zh if code.contains("Hant") => "tw",
        Lang::Zh => code.rsplit_once('-').map_or("cn", |(_, region)| region),
        Lang::En => code.rsplit_once('-').map_or("us", |(_, region)| region),
    };
    let region = if region.len() == 2 { region.to_lowercase() } else { "cn".to_owned() };
    let lang_code = if lang == Lang::Zh { "zh" } else { "en" };
    json!({ "lang": lang_code, "region": region, "joint": lang.joint() })
}

fn rows(book: &Book, rows: &[Row]) -> Value {
    rows.iter()
        .map(|row| {
            json!({
                "bead": row.bead,
                "level": row.level(),
                "source": pieces(book, row, Which::Source),
                "target": pieces(book, row, Which::Target),
                "doubt": row.doubtful.then(|| format!("{:.2}", row.score)),
                "findings": row.findings.iter().map(|finding| clean(finding)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn pieces(book: &Book, row: &Row, which: Which) -> Value {
    let (pieces, lang) = match which {
        Which::Source => (&row.source, book.source_lang),
        Which::Target => (&row.target, book.target_lang),
    };
    if pieces.is_empty() {
        return json!([{ "kind": "missing", "text": missing(lang, which) }]);
    }
    pieces.iter().map(|piece| self::piece(row, piece, which)).collect()
}

fn piece(row: &Row, piece: &Piece, which: Which) -> Value {
    let text = clean(&piece.text);
    match piece.kind {
        Kind::NoteMark(bead) => {
            // Of the marks of a note, the one in its own row comes first, and there the source's.
            let own = row.notes.iter().find(|note| note.bead == bead);
            let Some(called) = own else {
                return json!({ "kind": "note", "first": false, "note": { "bead": bead } });
            };
            let in_source = row.source.iter().any(|piece| piece.kind == Kind::NoteMark(bead));
            let first = which == Which::Source || !in_source;
            json!({ "kind": "note", "first": first, "note": note(called) })
        }
        Kind::Term(term) => json!({ "kind": "term", "term": term + 1, "text": text }),
        Kind::Flagged => json!({ "kind": "flagged", "text": text }),
        Kind::Plain => json!({ "kind": "text", "text": text }),
    }
}

fn note(note: &Note) -> Value {
    json!({
        "bead": note.bead,
        "source-label": clean(&note.source_label),
        "target-label": clean(&note.target_label),
        "source": clean(&note.source),
        "target": clean(&note.target),
    })
}

/// Line breaks become spaces; other control characters have no shape and are left out.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}
