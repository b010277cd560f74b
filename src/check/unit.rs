//! The unit of a check: one pair of texts.

use diptych_segments::Lang;

/// One pair of texts to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its number in its file, from 1.
    pub number: usize,
    /// Its own id.
    pub tuid: Option<String>,
    /// The language of `source`; `target` is in the other one.
    pub lang: Lang,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// The line of the file where it begins, from 1; 0 where it stands in no file.
    pub line: usize,
    /// Whether the alignment of the two is doubtful.
    pub is_doubtful: bool,
    /// The chapter it belongs to, where the file tells its chapters apart.
    pub chapter: Option<String>,
    /// The pages that the source and the target stand on, from 1, where known.
    pub pages: [Option<u32>; 2],
    /// How the inline codes of the two texts differ, where they do.
    pub codes: Option<String>,
    /// Remarks that the file keeps with it.
    pub notes: Vec<String>,
}

impl Unit {
    /// The Chinese text, whichever side it stands on.
    pub fn chinese(&self) -> &str {
        if self.lang == Lang::Zh { &self.source } else { &self.target }
    }

    /// The English text, whichever side it stands on.
    pub fn english(&self) -> &str {
        if self.lang == Lang::Zh { &self.target } else { &self.source }
    }
}
