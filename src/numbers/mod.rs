//! The numbers that a text names, in Chinese and English, read as values, so that 3.5亿 and
//! "350 million" are one number.
//!
//! | written | read as |
//! |---|---|
//! | `1,234.5`, `３０００`, `3/4` | digits, full-width ones too, with commas between groups of three |
//! | `三万`, `二百零五`, `一九八四`, `叁万` | Chinese numerals (`diptych_segments::numerals`) |
//! | `3.5亿`, `30多万`, `3-5万` | digits with a Chinese scale, which holds for both ends of a range |
//! | `十四五`, `九一八`, `七八` | rows of digits that may be several numbers |
//! | `90年代`, `20世纪` | years of a century, and the century |
//! | `下午3点`, `14:05` | hours, of twelve and of twenty-four |
//! | `百分之五`, `三成` | shares |
//! | `twenty-five`, `thirty million`, `third` | English number words and ordinals |
//! | `3.5bn`, `the 1990s`, `March`, `four decades` | scales, decades, months and spans |
//! | `COVID-19`, `5G`, `G20` | digits of a name, which must come back with the name only |
//! | `[12]`, `said.”12`, `(2021-2025)` | note marks and remarks, which need not come back |
//!
//! `read` gives the numbers of one text by `chinese` or `english`, with `digits` below them;
//! `differ` compares two texts.

mod chinese;
mod differ;
mod digits;
mod english;
mod number;
mod read;

pub use differ::{Difference, differ};
pub use number::Number;
pub use read::numbers;
