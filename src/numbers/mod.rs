//! The numbers that a text names, in Chinese and English, read as values, so that 3.5亿 and
//! "350 million" are one number.
//!
//! | written | read as |
//! |---|---|
//! | `1,234.5`, `12 345`, `３０００`, `1½` | digits, full-width ones too, with commas or blanks between groups of three, and fractions in one sign |
//! | `三万`, `二百零五`, `一九八四`, `叁万`, `廿一`, `十二点五` | Chinese numerals (`diptych_segments::numerals`), with decimals |
//! | `3.5亿`, `30多万`, `3-5万` | digits with a Chinese scale, which holds for both ends of a range |
//! | `①`, `Ⅱ`, `XIX` | signs that count, and Roman numerals |
//! | `十四五`, `九一八`, `七八` | rows of digits that may be several numbers |
//! | `90年代`, `20世纪` | years of a century, and the century |
//! | `下午3点`, `14:05` | hours, of twelve and of twenty-four |
//! | `百分之五`, `千分之三`, `三成`, `八折`, `25个基点`, `三分之二` | shares of a whole |
//! | `三倍`, `翻两番`, "tripled", "tenfold", "up 200%" | multiples |
//! | `半年`, `一个半小时`, `三天半`, "two and a half" | halves |
//! | `30万亩`, `2.4亿千瓦`, `10斤`, `48小时`, "90 minutes" | quantities, compared in one unit (`units`) |
//! | `2021-25`, `pp. 123-9` | ranges whose end is written short |
//! | `twenty-five`, `thirty million`, `third` | English number words and ordinals |
//! | `3.5bn`, `the 1990s`, `March`, `four decades` | scales, decades, months and spans |
//! | `COVID-19`, `5G`, `G20` | digits of a name, which must come back with the name only |
//! | `010-6536 3333`, `ISBN 978-7-…` | long rows of digits, however they are grouped (`runs`) |
//! | `<t0/>`, `{1}`, `%1$s`, `m2`, `十六进制` | no numbers |
//! | `[12]`, `said.”12`, `(2021-2025)`, `1. General` | note marks, remarks and list numbers, which need not come back |
//!
//! `read` gives the numbers of one text by `chinese` or `english`, with `digits` below them;
//! `differ` compares two texts, `twins` pairs their numbers.

mod chinese;
mod chinese_numerals;
mod differ;
mod digits;
mod english;
mod english_words;
mod markup;
mod number;
mod read;
mod runs;
mod signs;
mod twins;
mod units;

pub use differ::{Difference, differ};
pub use number::Number;
pub use read::numbers;
pub use twins::twins;
pub use units::{Dimension, Measure};
