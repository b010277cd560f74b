//! The rows of a review sheet: their columns, and what a reviewer can choose.

/// What a reviewer decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Nothing yet.
    #[default]
    Open,
    /// The two sides are translations: a fixed point from now on.
    Accepted,
    /// They are not: the sides part.
    Rejected,
    /// The row belongs to the row above it.
    MergeUp,
}

impl Status {
    /// Every status that can be chosen, as it stands in the drop-down.
    pub const CHOICES: [(Self, &'static str); 3] = [
        (Self::Accepted, "accepted 接受"),
        (Self::Rejected, "rejected 拒绝"),
        (Self::MergeUp, "merge up 并入上行"),
    ];

    /// The status that a cell names, by the whole choice or by either language.
    pub fn named(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Some(Self::Open);
        }
        let named = |choice: &str| {
            let (en, zh) = choice.rsplit_once(' ').unwrap_or((choice, choice));
            [choice, en, zh].iter().any(|name| name.eq_ignore_ascii_case(cell))
        };
        Self::CHOICES.iter().find(|(_, choice)| named(choice)).map(|&(status, _)| status)
    }
}

/// One row of a sheet that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the sheet, from 1, the header being row 1.
    pub number: usize,
    /// The bead it is about; none in a row the reviewer inserted.
    pub bead: Option<usize>,
    /// What the reviewer decided.
    pub status: Status,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
}

/// The columns, in order: the name by which a column is found again, and its Chinese name.
pub(super) const COLUMNS: [(&str, &str); 10] = [
    ("bead", "句对"),
    ("status", "状态"),
    ("score", "可信度"),
    ("source", "原文"),
    ("target", "译文"),
    ("findings", "问题"),
    ("comment", "备注"),
    ("source_ids", "原文句号"),
    ("target_ids", "译文句号"),
    ("made_from", "版本"),
];

/// The name of the column whose head tells the state of the alignment that the sheet was made from.
pub(super) const MADE_FROM: &str = COLUMNS[9].0;
