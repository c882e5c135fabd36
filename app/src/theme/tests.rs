use super::model::*;
use crate::card::model::Card;
use crate::error::AppError;

#[test]
fn themes_are_kept_once_in_the_order_of_the_vocabulary() {
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    let form = ThemesForm {
        themes: words(&["usure", "tms", "usure"]),
        levels: words(&["secondary", "primary"]),
        ..ThemesForm::default()
    };
    let themes = form.check().unwrap();
    assert_eq!(themes.themes, [Theme::Musculoskeletal, Theme::Wear]);
    assert_eq!(
        themes.told(),
        ["Troubles musculo-squelettiques (TMS), Usure professionnelle", "Prévention primaire, secondaire"]
    );
    let kept = serde_json::to_string(&themes).unwrap();
    assert_eq!(kept, r#"{"themes":["tms","usure"],"levels":["primary","secondary"]}"#);
    assert_eq!(serde_json::from_str::<Themes>(&kept).unwrap(), themes);
    assert!(matches!(ThemesForm { themes: vec![], ..form.clone() }.check(), Err(AppError::Invalid(_))));
    assert_eq!(ThemesForm { themes: words(&["astrologie"]), ..form }.check(), Err(AppError::Unreadable));
}
