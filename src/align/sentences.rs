//! What is aligned: the sentences of one side.

/// The sentences of one side, and what ends with each of them.
#[derive(Debug, Clone, Default)]
pub struct Sentences<'a> {
    /// The texts, in order.
    pub texts: Vec<&'a str>,
    /// What ends with each; empty where nothing is known of paragraphs.
    pub places: Vec<Place>,
    /// When each is spoken; empty where that is not known of all.
    pub times: Vec<Spoken>,
}

/// When a sentence is spoken, from and to, in seconds.
pub type Spoken = (f32, f32);

impl Sentences<'_> {
    /// The sentences from one number to before another.
    pub(super) fn slice(&self, (from, to): (usize, usize)) -> Self {
        let places = self.places.get(from..to).unwrap_or_default().to_vec();
        let times = self.times.get(from..to).unwrap_or_default().to_vec();
        Self { texts: self.texts[from..to].to_vec(), places, times }
    }
}

/// What ends with a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing: the paragraph goes on.
    Inside,
    /// A paragraph.
    ParagraphEnd,
    /// A heading or title.
    Heading,
}
