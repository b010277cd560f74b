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
    fn add(&mut self, count: usize, text: &str, place: &str) {
        if count > 0 && self.count == 0 {
            (self.place, self.text) = (Some(place.to_owned()), text.to_owned());
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
    letters: usize,
}

/// One nameless glyph among so many characters makes a text useless.
const GLYPHS_AMONG: usize = 20;

impl Damages {
    /// Looks at a paragraph that stands at that place.
    pub(super) fn look(&mut self, text: &str, place: &str) {
        self.letters += text.chars().filter(|c| !c.is_whitespace()).count();
        let lost = text.matches('\u{FFFD}').count() + text.matches("锟斤拷").count();
        self.lost.add(lost, text, place);
        self.glyphs.add(glyphs(text), text, place);
        let wrong = wrongly_decoded(text, GBK) + wrongly_decoded(text, WINDOWS_1252);
        self.wrong.add(wrong, text, place);
    }

    /// Says in the report what was found.
    ///
    /// # Errors
    /// [`ErrorKind::NamelessGlyphs`] where they are so many that nothing can be read.
    pub(super) fn report(self, report: &mut Report) -> Result<(), ErrorKind> {
        if self.glyphs.count * GLYPHS_AMONG > self.letters {
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

/// How many characters of a text are UTF-8 that was read in that encoding: a run of characters
/// beyond ASCII whose bytes there are UTF-8 from end to end, which no honest text is by chance.
fn wrongly_decoded(text: &str, encoding: &'static Encoding) -> usize {
    let runs = text.split(|c: char| c.is_ascii() || c == '\u{FFFD}');
    runs.filter(|run| run.chars().nth(1).is_some())
        .map(|run| {
            let (bytes, _, lost) = encoding.encode(run);
            if lost {
                return 0;
            }
            let valid = || bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
            if encoding == WINDOWS_1252 {
                let whole = std::str::from_utf8(&bytes).is_ok();
                return if whole { valid().count() } else { 0 };
            }
            // Some characters of such a text were lost: most of its bytes are still in three-byte
            // characters, which no honest text is by chance.
            let count = valid().filter(|c| c.len_utf8() == 3).count();
            if count >= 3 && count * 3 * 10 >= bytes.len() * 7 { count } else { 0 }
        })
        .sum()
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
        for honest in [
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
        damages.look("(cid:12)国(cid:7)发展", "line 1");
        assert!(damages.report(&mut Report::new("t", super::super::Format::Text)).is_err());
    }
}
