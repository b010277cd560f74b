//! Text that was damaged before it was saved: lost characters, nameless glyphs, and text that was
//! decoded wrongly.

use encoding_rs::{Encoding, GBK, WINDOWS_1252};

use super::{error::ErrorKind, report::Report};

/// A kind of damage: how often, and where first.
#[derive(Default)]
struct Damage {
    count: usize,
    place: Option<String>,
    text: String,
}

impl Damage {
    fn add(&mut self, count: usize, text: &str, place: &impl Fn() -> String) {
        if count > 0 && self.count == 0 {
            (self.place, self.text) = (Some(place()), text.to_owned());
        }
        self.count += count;
    }
}

/// The damage of a document, gathered paragraph by paragraph.
#[derive(Default)]
pub(super) struct Damages {
    lost: Damage,
    glyphs: Damage,
    wrong: Damage,
    /// Without white space.
    characters: usize,
}

/// How many characters in a hundred may be nameless, of a text or of a page: with more, every second
/// line of 40 characters lacks one.
pub(super) const UNREADABLE_PER_CENT: usize = 2;

impl Damages {
    /// Looks at a paragraph that stands at that place.
    pub(super) fn look(&mut self, text: &str, place: impl Fn() -> String) {
        self.characters += text.chars().filter(|c| !c.is_whitespace()).count();
        self.glyphs.add(glyphs(text), text, &place);
        if text.is_ascii() {
            return;
        }
        let lost = text.matches('\u{FFFD}').count() + text.matches("锟斤拷").count();
        self.lost.add(lost, text, &place);
        let wrong = wrongly_decoded(text, GBK) + wrongly_decoded(text, WINDOWS_1252);
        self.wrong.add(wrong, text, &place);
    }

    /// Says in the report what was found.
    ///
    /// # Errors
    /// [`ErrorKind::NamelessGlyphs`] where they are so many that nothing can be read.
    pub(super) fn report(self, report: &mut Report) -> Result<(), ErrorKind> {
        if self.glyphs.count * 100 > self.characters * UNREADABLE_PER_CENT {
            return Err(ErrorKind::NamelessGlyphs(self.glyphs.count));
        }
        let is_counted = report.left_out.iter().any(|it| it.what == "undecodable bytes");
        let lost = if is_counted { Damage::default() } else { self.lost };
        for (damage, what, why) in [
            (lost, "lost characters", "an earlier conversion put � in their place"),
            (self.glyphs, "nameless glyphs", "the PDF did not say which characters they are"),
            (
                self.wrong,
                "wrongly decoded characters",
                "the text was read in a wrong encoding before it was saved",
            ),
        ] {
            if damage.count > 0 {
                report.damaged(what, why, damage.count, damage.place, &damage.text);
            }
        }
        Ok(())
    }
}

/// How many `(cid:123)` a text has, as `pdfminer` writes glyphs without a character.
fn glyphs(text: &str) -> usize {
    let is_glyph = |after: &&str| {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && after[digits..].starts_with(')')
    };
    text.split("(cid:").skip(1).filter(is_glyph).count()
}

/// How many characters of a text are UTF-8 that was read in that encoding.
fn wrongly_decoded(text: &str, encoding: &'static Encoding) -> usize {
    // Encoding takes time, and no windows-1252 goes beyond ™.
    let may_be = |c: char| encoding != WINDOWS_1252 || c <= '™';
    let runs = text.split(|c: char| c.is_ascii() || c == '\u{FFFD}');
    runs.filter(|run| run.chars().nth(1).is_some() && run.chars().all(may_be))
        .map(|run| match encoding.encode(run) {
            (_, _, true) => 0,
            (bytes, _, false) if encoding == WINDOWS_1252 => western(&bytes),
            (bytes, _, false) => chinese(&bytes),
        })
        .sum()
}

/// How many characters a run of Western letters is when it is UTF-8 from end to end. A letter before
/// a quotation mark or a dash is that by chance (`CAFÉ”`, `café”—`), so that one of the characters must
/// be a mark, a letter that needs no such sign, or one of many.
fn western(bytes: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(bytes) else { return 0 };
    // In windows-1252 these are … ‘ ’ “ ” • – — ™ ›.
    let is_sign = |byte: u8| matches!(byte, 0x85 | 0x91..=0x97 | 0x99 | 0x9B);
    let is_sure = |c: char| match c {
        '\u{80}'..='\u{FF}' => !is_sign(c.to_string().as_bytes()[1]),
        '\u{2010}'..='\u{203A}' => true,
        _ => false,
    };
    let count = text.chars().count();
    if count >= SURE || text.contains(is_sure) { count } else { 0 }
}

/// How many characters of three bytes in UTF-8 are no chance.
const SURE: usize = 3;

/// How many characters of UTF-8 the bytes of Chinese in GBK are: at least three, and with some lost on
/// the way still seven bytes in ten. None of the 431,302 different strings of two to six characters of
/// a novel, reports and speeches (1.2 million characters) passes for that.
fn chinese(bytes: &[u8]) -> usize {
    let valid = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    let count = valid.filter(|c| c.len_utf8() == 3).count();
    if count >= SURE && count * 3 * 10 >= bytes.len() * 7 { count } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_read_in_another_encoding_is_seen() {
        let (gbk, _) = GBK.decode_without_bom_handling("这是一段乱码的文字".as_bytes());
        assert!(wrongly_decoded(&gbk, GBK) >= 3, "{gbk}");
        let (western, _) = WINDOWS_1252.decode_without_bom_handling("it’s a café".as_bytes());
        assert_eq!(wrongly_decoded(&western, WINDOWS_1252), 2, "{western}");
        let (western, _) = WINDOWS_1252.decode_without_bom_handling("她说：“好”".as_bytes());
        assert!(wrongly_decoded(&western, WINDOWS_1252) >= 3, "{western}");
        for honest in [
            "“We met at the CAFÉ” — “Straße… VOILÀ”, DÉJÀ… 5×—6, Ñ—Å”, „groß“",
            "“Meet me at the café”—she said; “naïveté”…",
            "图书馆今天开放，读者可以在阅览室看书，也可以把书借回家。",
            "It’s a café — naïve, “quoted” and déjà vu",
            "浠水县的涓涓细流，鐘樓與鏡湖，銅鑼灣的燈",
        ] {
            assert_eq!(wrongly_decoded(honest, GBK) + wrongly_decoded(honest, WINDOWS_1252), 0);
        }
    }

    #[test]
    fn nameless_glyphs_are_counted_and_too_many_refused() {
        assert_eq!(glyphs("(cid:12)国(cid:7)(cid:x)(cid:"), 2);
        let mut damages = Damages::default();
        damages.look("(cid:12)国(cid:7)发展", || "line 1".to_owned());
        assert!(damages.report(&mut Report::new("t", super::super::Format::Text)).is_err());
    }
}
