//! Pieces of both texts: groups of sentences that stand together, and single pairs.

/// A group of adjacent sentences on both sides, as ranges of sentence numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Group {
    /// First Chinese sentence, and one past the last.
    pub chinese: (usize, usize),
    /// First English sentence, and one past the last.
    pub english: (usize, usize),
}

impl Group {
    /// Whether both sides hold something.
    pub fn is_two_sided(&self) -> bool {
        self.chinese.0 < self.chinese.1 && self.english.0 < self.english.1
    }

    /// How many Chinese and how many English sentences it holds.
    pub(super) fn shape(&self) -> Shape {
        (self.chinese.1 - self.chinese.0, self.english.1 - self.english.0)
    }

    /// A group with one side only as its sentences; any other as it is.
    pub(super) fn one_by_one(self) -> impl Iterator<Item = Self> {
        let (z, e) = (self.chinese, self.english);
        let lone = !self.is_two_sided();
        let (a, b) = self.shape();
        (0..if lone { a + b } else { 1 }).map(move |k| match () {
            () if !lone => self,
            () if a == 0 => Self { chinese: z, english: (e.0 + k, e.0 + k + 1) },
            () => Self { chinese: (z.0 + k, z.0 + k + 1), english: e },
        })
    }
}

/// Numbers of sentences a bead may hold: (Chinese, English).
pub(super) type Shape = (usize, usize);

/// A pair of sentences and how strongly its words link them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// The Chinese sentence.
    pub(super) chinese: usize,
    /// The English sentence.
    pub(super) english: usize,
    /// What the chain gains by it.
    pub(super) gain: f32,
}
