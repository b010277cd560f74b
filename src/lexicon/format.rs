//! How the lexicon file is laid out, for the reader here and the writer in xtask.
//!
//! ```text
//! magic  "diptych lexicon 1\n"
//! table  SECTIONS x (offset u32, length u32)      all numbers little-endian
//! 0      Chinese words     fst: word -> number, in byte order
//! 1      word counts       u8 per word: COUNT_STEPS x ln(count)
//! 2      link blocks       u32 per BLOCK words: offset into 3
//! 3      links             per word: n u8, n x (stem u16, weight u8)
//! 4      English stems     fst: stem -> number, in byte order
//! 5      stem frequencies  u8 per stem: 255 + FREQ_STEPS x ln(frequency)
//! 6      irregular forms   fst: form -> number of its stem
//! 7      syllables         toneless pinyin, one a line, sorted
//! 8      readings          per character, sorted: char u32, 3 x syllable u16 (65535 = none)
//! 9      traditional       per character, sorted: traditional u32, simplified u32
//! 10     total             f64: sum of all word counts
//! ```

/// What the file starts with.
pub const MAGIC: &[u8] = b"diptych lexicon 1\n";
/// How many sections there are.
pub const SECTIONS: usize = 11;
/// How many words share one offset into the links.
pub const BLOCK: usize = 32;
/// Steps of a word count's byte per unit of its logarithm.
pub const COUNT_STEPS: f32 = 14.0;
/// Steps of a stem frequency's byte per unit of its logarithm.
pub const FREQ_STEPS: f32 = 15.0;
/// Steps of a link weight's byte per unit of its logarithm.
pub const WEIGHT_STEPS: f32 = 32.0;
/// The number that stands for no syllable.
pub const NO_SYLLABLE: u16 = u16::MAX;
