//! The constants of the aligner's score, in one place.
//!
//! Most values were fitted on `literary-1` to `6`, `academic` and `political` by maximising the
//! likelihood of the gold beads, with CC-CEDICT as the only lexicon. `alone_too` comes from
//! `literary-1` to `18` with one to six sentences left out every 40, `section` from the same and
//! the others with 30 to 400 sentences left out at once (values from -12 to -30 differ by less than
//! .002, a price by the sentence alone costs up to .015 of recall), `both_open` from unseen
//! chapters of novels. `confidence` and `one_to_one_among_sure` are the likeliest over all sets; fitted
//! without a novel or a genre, they are likelier on it than an exponent for each text was. `content`
//! and `english` were moved together, from .875 and .367: four novels of six gain, none loses, and no
//! structure set either; both languages' evidence now weighs the same.
//!
//! `cargo xtask weights` moves each weight and judges it by the novel that did not choose the step; at
//! these values no weight gains in most novels. The sets that lose most by a step decide a weight:
//! `literary-9` for `content`, `english`, `length` and its parts, and `position`, `literary-13` and `-2`
//! for `chinese`, `literary-5` and `-10` for `prior`, `literary-2` and `-13` for `alone`, `literary-17`,
//! `-13` and the structure sets for `alone_character`, the sets with omissions for `alone_too`,
//! `literary-10` and `-9` for `quotation`. `both_open`, `sure`, `smoothing`, `parts`, `punctuation`,
//! `dictionary`, `dictionary_count`, `temperature` and `prior_count` may move by a fifth without losing or
//! gaining more than three beads of 18,000.
//!
//! To change one, compare `cargo xtask weights`, `accuracy` and `robustness`, novel by novel: a gain
//! that most novels and the structure sets do not share is no evidence.

/// The largest number of Chinese and of English sentences in a bead.
pub const MOST_CHINESE: usize = 5;
/// See [`MOST_CHINESE`].
pub const MOST_ENGLISH: usize = 8;
/// The largest number of sentences in a bead, both sides together.
pub const MOST_TOGETHER: usize = 9;

/// The weights of the bead score and of the passes that lead to it.
#[derive(Debug, Clone)]
pub struct Weights {
    /// How likely a content word is to have a counterpart in the bead.
    pub content: f32,
    /// The same for punctuation.
    pub punctuation: f32,
    /// Weight of the Chinese tokens' evidence.
    pub chinese: f32,
    /// Weight of the English tokens' evidence.
    pub english: f32,
    /// Weight of the length term.
    pub length: f32,
    /// Variance of the length difference per character.
    pub length_variance: f32,
    /// The largest squared standardised difference that counts.
    pub length_cap: f32,
    /// Weight of the logarithm of the variance.
    pub length_norm: f32,
    /// Weight of the log prior of the bead's shape.
    pub prior: f32,
    /// Score of a sentence without counterpart.
    pub alone: f32,
    /// The same for each sentence after the first of a row of them: one gap is likelier than two.
    pub alone_too: f32,
    /// What each of its characters costs.
    pub alone_character: f32,
    /// What it costs to take a row of sentences for a section that one side lacks …
    pub section: f32,
    /// … where each character after the first sentence costs this and no more.
    pub section_character: f32,
    /// Scale of the position discount, per character.
    pub position: f32,
    /// Weight of final punctuation at a bead's end.
    pub final_mark: f32,
    /// Gain of a boundary after which both sides open a quotation.
    pub both_open: f32,
    /// Weight of the quotation state at a bead's end.
    pub quotation: f32,
    /// Tokens of general language that a document's own counts are smoothed with.
    pub smoothing: f32,
    /// Weight of the dictionary.
    pub dictionary: f32,
    /// Weight of the parts of a longer word.
    pub parts: f32,
    /// Smallest and largest association that is kept.
    pub association: (f32, f32),
    /// Learning: weight of the dictionary as a count.
    pub dictionary_count: f32,
    /// Learning: what is taken from each count, so that a pair seen once teaches nothing.
    pub count_discount: f32,
    /// Learning: weight of raw co-occurrence in the first round.
    pub cooccurrence: f32,
    /// Learning: rounds of expectation and maximisation.
    pub rounds: usize,
    /// What the coarse pass asks of a sure point.
    pub sure: f32,
    /// Score units are multiplied by this before they become probabilities.
    pub temperature: f32,
    /// The logit of a probability is multiplied by this when it becomes a confidence.
    pub confidence: f32,
    /// What the logit of a bead of one sentence a side gains for each share that its neighbours hold
    /// more sure beads of that kind than a free translation does.
    pub one_to_one_among_sure: f32,
    /// What a bead's probability must exceed to be worth having.
    pub bead_threshold: f32,
    /// Weight of the document's own bead shapes: the prior counts for so many beads.
    pub prior_count: f32,
}

/// The shipped weights.
pub const WEIGHTS: Weights = Weights {
    content: 0.85,
    punctuation: 0.96,
    chinese: 0.444,
    english: 0.444,
    length: 1.135,
    length_variance: 4.4,
    length_cap: 39.0,
    length_norm: 0.65,
    prior: 2.255,
    alone: -6.42,
    alone_too: -3.0,
    alone_character: 0.17,
    section: -20.0,
    section_character: 0.1,
    position: 14.1 / 60.0,
    final_mark: 0.29,
    both_open: 1.0,
    quotation: 1.597,
    smoothing: 1300.0,
    dictionary: 2.5,
    parts: 0.5,
    association: (0.3, 2000.0),
    dictionary_count: 20.0,
    count_discount: 0.52,
    cooccurrence: 0.44,
    rounds: 4,
    sure: 2.0,
    temperature: 0.55,
    confidence: 0.816,
    one_to_one_among_sure: 5.13,
    bead_threshold: 0.45,
    prior_count: 1000.0,
};

/// How often each shape (Chinese, English sentences) occurs among the beads of the development texts.
pub const SHAPES: [(usize, usize, f32); 18] = [
    (1, 1, 2552.0),
    (1, 2, 490.0),
    (1, 3, 100.0),
    (1, 4, 42.0),
    (1, 5, 7.0),
    (1, 6, 3.0),
    (2, 1, 110.0),
    (2, 2, 28.0),
    (2, 3, 15.0),
    (2, 4, 4.0),
    (3, 1, 12.0),
    (3, 2, 8.0),
    (3, 3, 3.0),
    (3, 4, 1.0),
    (3, 5, 1.0),
    (4, 1, 1.0),
    (1, 0, 10.0),
    (0, 1, 5.0),
];

/// What is added to the count of every shape.
pub const UNSEEN_SHAPE: f32 = 0.2;

/// Log ratio of how often two sentence ends stand together at a bead's end to
/// how often they would by chance. Rows Chinese, columns English: full stop, ?,
/// !, ellipsis or dash, colon semicolon or comma, none.
pub const FINAL_MARKS: [[f32; 6]; 6] = [
    [0.087, -1.921, -0.730, -0.377, -1.135, -2.140],
    [-1.523, 2.525, 0.424, -0.208, 0.016, -0.581],
    [-1.174, 0.476, 1.968, -0.130, 0.808, -0.389],
    [-0.498, 0.033, -0.247, 1.173, 0.246, 0.408],
    [-0.636, -0.223, -0.217, -0.027, 1.573, -0.089],
    [-1.273, -0.647, -0.631, -0.094, 0.162, 2.653],
];

/// The same for being inside a quotation after the sentence (row Chinese, column English: no, yes).
pub const QUOTATION: [[f32; 2]; 2] = [[0.092, -1.755], [-1.794, 1.975]];
