//! The screens of a sheet.
mod conflict;
mod contents;
mod edit;
mod emergent;
mod history;
mod list;
mod moves;
mod phase;
mod rubrics;
mod said;
mod show;
mod title;

pub use edit::EditRubricPage;
pub use emergent::ProposeSheetPage;
pub use history::RubricHistoryPage;
pub use list::SheetsPage;
pub use moves::MovePage;
pub use phase::PhasePage;
pub use show::SheetPage;
pub use title::TitlePage;
